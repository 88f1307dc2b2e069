import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, useFilter } from "react-aria-components";
import { completionsAt } from "../data/completions.ts";
import { Dialog } from "../parts/dialog.tsx";
import { keyGroups, type KeyBinding } from "../parts/keys.tsx";
import { useWords } from "../words/use-words.tsx";
import { Keys } from "./keys-dialog.tsx";
import styles from "./palette.module.css";

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** One field for everything: a search, what completes it, and whatever has a key, pages and actions alike. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { shell } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const completions = useQuery({
    queryKey: ["complete", text],
    queryFn: ({ signal }) => completionsAt(text, text.length, signal),
    enabled: text.trim() !== "",
    placeholderData: (before) => before,
    retry: false,
  });

  const open = (q: string): void => void navigate({ to: "/resources", search: { q } });
  const search: Entry[] =
    text.trim() === "" ? [] : [{ id: "search", text: shell.searchFor(text), hint: "", run: () => open(text) }];
  const completed = (text.trim() === "" ? [] : (completions.data?.items ?? [])).slice(0, 8).map((item): Entry => {
    const { from, to } = completions.data!;
    return {
      id: `complete ${item.kind} ${item.text}`,
      text: item.text,
      hint: item.hint ?? item.kind,
      run: () => open(text.slice(0, from) + item.text + text.slice(to)),
    };
  });
  const entries = [...search, ...completed, ...entriesOfKeys().filter((entry) => contains(entry.text, text))];

  const run = (id: string): void => {
    const entry = entries.find((one) => one.id === id);
    onClose();
    // The focus is back in the page by then.
    setTimeout(() => entry?.run());
  };
  return (
    <Dialog title={shell.palette} isOpen onClose={onClose}>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField className={styles["search"] ?? ""} aria-label={shell.palette} autoFocus>
          <Input
            className={styles["input"] ?? ""}
            role="combobox"
            aria-expanded
            aria-haspopup="listbox"
            placeholder={shell.paletteHint}
          />
        </SearchField>
        <ListBox
          className={styles["list"] ?? ""}
          aria-label={shell.palette}
          items={entries}
          selectionMode="none"
          onAction={(id) => run(String(id))}
        >
          {(entry: Entry) => (
            <ListBoxItem id={entry.id} className={styles["entry"] ?? ""} textValue={entry.text}>
              <span className={styles["text"]}>{entry.text}</span>
              <span className="muted">{entry.hint}</span>
              {entry.keys !== undefined && <Keys keys={entry.keys} />}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

/** What has a key now, save what only moves. */
function entriesOfKeys(): readonly Entry[] {
  const taken = new Set<string>();
  return keyGroups.get().flatMap(({ title, bindings }) =>
    bindings
      .filter(({ keys }) => !MOVES.has(keys) && !taken.has(keys) && taken.add(keys))
      .map(({ keys, label, run }: KeyBinding) => ({
        id: `key ${keys}`,
        text: label,
        hint: title,
        keys,
        run: () => run(new KeyboardEvent("keydown", { key: keys })),
      })),
  );
}

const MOVES: ReadonlySet<string> = new Set(
  "j k ArrowUp ArrowDown ArrowLeft ArrowRight Home End PageUp PageDown Enter Escape Control+k Tab".split(" "),
);
