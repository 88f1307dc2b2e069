import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get } from "../../data/client.ts";
import { savedViewsQuery } from "../../data/saved-views.ts";
import type { WallLink } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Field, TextField } from "../../parts/field.tsx";
import { useSession } from "../../parts/session.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useMade } from "../../parts/use-made.ts";
import { useWords } from "../../words/use-words.tsx";
import { SESSIONS_KEY } from "./sessions.tsx";
import { ShownSecret } from "../../parts/shown-secret.tsx";
import { RemovableRows } from "../../parts/removable-rows.tsx";
import line from "../../parts/form-line.module.css";
import styles from "./profile.module.css";

const KEY = ["wall-links"];

/** Links to wall screens that the account has made. */
export function Walls() {
  const { profile } = useWords();
  const { login } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<{ readonly result: readonly WallLink[] }>("/api/wall-links", { signal }),
  });
  const own = data?.result.filter((link) => link.login === login);
  return (
    <Card title={profile.walls}>
      <p className={styles["hint"]}>{profile.wallsHint}</p>
      {error !== null && <ErrorState what={profile.walls} error={error} retry={() => void refetch()} />}
      {own === undefined && error === null && <Skeleton rows={1} />}
      {own !== undefined && (own.length === 0 ? <p className="muted">{profile.noWalls}</p> : <WallTable links={own} />)}
      <WallForm />
    </Card>
  );
}

function WallTable({ links }: { readonly links: readonly WallLink[] }) {
  const { profile } = useWords();
  return (
    <RemovableRows
      heads={[profile.wallLabel, profile.wallQuery, profile.created, profile.expires]}
      action={profile.delete}
      keys={[KEY, SESSIONS_KEY]}
      rows={(removeAt) =>
        links.map(({ id, label, view, created_at, expires_at }) => (
          <tr key={id}>
            <td>{label}</td>
            <td>
              <code>{view.q}</code>
            </td>
            <td data-label={profile.created}>
              <TimeText time={created_at} />
            </td>
            <td data-label={profile.expires}>
              <TimeText time={expires_at} />
            </td>
            <td>
              <Button
                look="plain"
                aria-label={profile.deleteWall(label)}
                onPress={() => removeAt(`/api/wall-links/${id}`)}
              >
                {profile.delete}
              </Button>
            </td>
          </tr>
        ))
      }
    />
  );
}

const HOURS = ["24", "168", "8760", "never"] as const;
const SORT = "-severity,since";

function WallForm() {
  const { profile } = useWords();
  const [label, setLabel] = useState("");
  const [q, setQ] = useState("is:unhandled");
  /** Id of a saved search; empty: the search that is typed. */
  const [saved, setSaved] = useState("");
  const { data: views = [] } = useQuery(savedViewsQuery);
  const [hours, setHours] = useState<(typeof HOURS)[number]>("never");
  const { made, failure, make } = useMade<{ readonly label: string; readonly url: string }>("/api/wall-links", KEY);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const view = saved === "" ? { q, sort: SORT } : Number(saved);
    if (await make({ label, view, hours: hours === "never" ? null : Number(hours) })) setLabel("");
  };
  return (
    <>
      {made !== null && <ShownSecret text={made.url}>{profile.wallMade(made.label)}</ShownSecret>}
      <form className={line["line"]} onSubmit={(event) => void submit(event)}>
        <TextField
          label={profile.wallLabel}
          placeholder={profile.wallLabelHint}
          required
          maxLength={80}
          value={label}
          onChange={({ target }) => setLabel(target.value)}
        />
        {views.length > 0 && (
          <Field label={profile.wallView} error={saved === "" ? undefined : failure}>
            {(properties) => (
              <select {...properties} value={saved} onChange={({ target }) => setSaved(target.value)}>
                <option value="">{profile.wallTyped}</option>
                {views.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {saved === "" && (
          <TextField
            label={profile.wallQuery}
            error={failure}
            maxLength={2000}
            spellCheck={false}
            value={q}
            onChange={({ target }) => setQ(target.value)}
          />
        )}
        <Field label={profile.wallUntil}>
          {(properties) => (
            <select {...properties} value={hours} onChange={({ target }) => setHours(target.value as typeof hours)}>
              {HOURS.map((one) => (
                <option key={one} value={one}>
                  {profile.wallHours[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit">{profile.makeWall}</Button>
      </form>
    </>
  );
}
