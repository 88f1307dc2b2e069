import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { get } from "../../data/client.ts";
import { quoted } from "../../data/query-text.ts";
import type { LiveRow, ResourceList } from "../../data/wire.ts";
import { Field } from "../../parts/field.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { useWords } from "../../words/use-words.tsx";
import { said, type Changed } from "../search.ts";
import { HOURS, STATES_OF, type SimulateSearch, type SimulatedState } from "./search.ts";
import styles from "./simulate.module.css";

interface Properties {
  readonly search: SimulateSearch;
  readonly onChange: (next: SimulateSearch) => void;
}

/** What is assumed: which host or service becomes which state, when. */
export function Hypothesis({ search, onChange }: Properties) {
  const { simulate } = useWords();
  const { zone } = useTimeStyle();
  const { key, state, at, hours = 24 } = search;
  const states = key === undefined ? [] : STATES_OF[key.startsWith("h") ? "host" : "service"];
  const change = (changed: Changed<SimulateSearch>): void => onChange(said({ ...search, ...changed }));
  return (
    <div className={styles["form"]}>
      <ResourceField
        resourceKey={key}
        onKey={(next) => {
          const allowed: readonly SimulatedState[] = STATES_OF[next.startsWith("h") ? "host" : "service"];
          change({
            key: next,
            state: state !== undefined && allowed.includes(state) ? state : WORST[next[0] === "h" ? 0 : 1],
          });
        }}
      />
      <Field label={simulate.became}>
        {(properties) => (
          <select
            {...properties}
            disabled={states.length === 0}
            value={state ?? ""}
            onChange={({ target }) => change({ state: target.value as SimulatedState })}
          >
            {state === undefined && <option value="">–</option>}
            {states.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={simulate.at} hint={simulate.zone(zone)}>
        {(properties) => (
          <input
            type="datetime-local"
            {...properties}
            value={at ?? ""}
            onChange={({ target }) => change({ at: target.value === "" ? undefined : target.value.slice(0, 16) })}
          />
        )}
      </Field>
      <Field label={simulate.hours}>
        {(properties) => (
          <select {...properties} value={hours} onChange={({ target }) => change({ hours: Number(target.value) })}>
            {HOURS.map((one) => (
              <option key={one} value={one}>
                {simulate.hoursOf(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

const WORST = ["DOWN", "CRITICAL"] as const;
const nameOf = ({ type, name, host }: Pick<LiveRow, "type" | "name" | "host">): string =>
  type === "host" ? name : `${host.name} › ${name}`;

/** A host or a service by part of its name, completed by the browser's own list. */
function ResourceField({
  resourceKey,
  onKey,
}: {
  readonly resourceKey: string | undefined;
  readonly onKey: (key: string) => void;
}) {
  const { simulate } = useWords();
  const listId = useId();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const known = useQuery({
    queryKey: ["resource", resourceKey, "name"],
    queryFn: ({ signal }) => get<LiveRow>(`/api/resources/${resourceKey ?? ""}`, { signal }),
    enabled: resourceKey !== undefined,
    retry: false,
  });
  const name = known.data === undefined ? undefined : nameOf(known.data);
  useEffect(() => {
    if (name !== undefined) setText(name);
  }, [name]);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.replaceAll(/[›"]/g, " ").trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["resources", "names", asked],
    queryFn: ({ signal }) =>
      get<ResourceList>("/api/resources", { query: { q: wordsOf(asked), limit: 20, sort: "name" }, signal }),
    enabled: asked !== "" && text !== name,
    retry: false,
  });
  const found = data?.result ?? [];
  const take = (next: string): void => {
    setText(next);
    const row = found.find((one) => nameOf(one) === next);
    if (row !== undefined && row.key !== resourceKey) onKey(row.key);
  };
  const isUnknown =
    text !== "" && text !== name && !found.some((one) => nameOf(one).includes(text)) && data !== undefined;
  return (
    <Field label={simulate.what} error={isUnknown ? simulate.whatUnknown : undefined}>
      {(properties) => (
        <>
          <input
            type="search"
            {...properties}
            list={listId}
            autoComplete="off"
            placeholder={simulate.whatHint}
            value={text}
            onChange={({ target }) => take(target.value)}
          />
          <datalist id={listId}>
            {found.map((row) => (
              <option key={row.key} value={nameOf(row)} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Words of a search, each quoted: nothing of a name is grammar. */
const wordsOf = (text: string): string => text.split(/\s+/).map(quoted).join(" ");
