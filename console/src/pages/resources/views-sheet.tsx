import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { post, put, remove } from "../../data/client.ts";
import { savedViewsQuery } from "../../data/saved-views.ts";
import type { SavedView } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { messageOf } from "../../data/refusal.ts";
import { TextField } from "../../parts/field.tsx";
import { useWords } from "../../words/use-words.tsx";
import { writeColumns, type Column } from "./columns.ts";
import { queryOf, type ResourcesSearch } from "./search.ts";
import { DEFAULT_SORT } from "./sort.ts";
import { searchOf } from "./view-tabs.tsx";
import styles from "./sheets.module.css";

interface Properties {
  readonly search: ResourcesSearch;
  readonly columns: readonly Column[];
  readonly onSaved: (view: SavedView) => void;
  readonly onClose: () => void;
}

/** Saved searches: open one, save the present one, delete one. */
export function ViewsSheet({ search, columns, onSaved, onClose }: Properties) {
  const { resources: words } = useWords();
  const client = useQueryClient();
  const { data: saved = [] } = useQuery(savedViewsQuery);
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const again = (): void => void client.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
  const save = useMutation({
    mutationFn: () =>
      post<SavedView>("/api/me/views", { name: name.trim(), shared: isShared, ...contentOf(search, columns) }),
    // Also without an answer: it may be there all the same.
    onSettled: again,
    onSuccess(view) {
      onSaved(view);
      onClose();
    },
  });
  const drop = useMutation({ mutationFn: (id: number) => remove(`/api/me/views/${id}`), onSettled: again });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate();
  };
  return (
    <Dialog title={words.viewsTitle} isOpen onClose={onClose}>
      {saved.length === 0 && <p className="muted">{words.noViews}</p>}
      <ul className={styles["lines"]}>
        {saved.map((view) => (
          <li key={view.id} className={styles["line"]}>
            <Link to="/resources" search={searchOf(view, search)} className={styles["choice"]} onClick={onClose}>
              {view.name}
              {!view.own && <span className="muted">{words.savedOf(view.login ?? "")}</span>}
            </Link>
            <code className="muted">{view.q}</code>
            {view.own && (
              <Button
                look="plain"
                aria-label={`${words.deleteView}: ${view.name}`}
                onPress={() => drop.mutate(view.id)}
              >
                {words.deleteView}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {drop.error !== null && <p role="alert">{messageOf(drop.error)}</p>}
      <form className={styles["save"]} onSubmit={submit}>
        <TextField
          label={words.saveName}
          hint={<code>{queryOf(search)}</code>}
          error={save.error === null ? undefined : messageOf(save.error)}
          maxLength={80}
          autoFocus
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <label className={styles["choice"]}>
          <input type="checkbox" checked={isShared} onChange={({ target }) => setShared(target.checked)} />
          {words.saveShared}
        </label>
        <Button look="main" type="submit" isDisabled={name.trim() === "" || save.isPending}>
          {words.saveNew}
        </Button>
      </form>
    </Dialog>
  );
}

/** What a saved search has besides its name. */
const contentOf = (search: ResourcesSearch, columns: readonly Column[]) => ({
  q: queryOf(search),
  sort: search.sort ?? DEFAULT_SORT,
  columns: search.columns === undefined ? [] : writeColumns(columns),
});

/** Puts the present search in the place of the saved one. */
export const saveChanged = (view: SavedView, search: ResourcesSearch, columns: readonly Column[]): Promise<SavedView> =>
  put(`/api/me/views/${view.id}`, { name: view.name, shared: view.shared, ...contentOf(search, columns) });
