import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, post } from "../../data/client.ts";
import { noteOccurrences } from "../../data/downtimes/occurrence-notes.ts";
import type { PlannedDowntime } from "../../data/downtimes/plan-downtime.ts";
import type { ActionPreview, ActionRequest, Occurrence, ResourceList } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { messageOf } from "../../data/refusal.ts";
import styles from "./action-dialog.module.css";

const WAIT_MS = 250;
const OCCURRENCES = 5;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

interface CoverProperties {
  /** What it is on; a search, if that is not chosen yet. */
  readonly on: ActionRequest["on"] | { readonly q: string };
  readonly services: boolean;
  readonly children: boolean;
}

/** All that a search finds, as a view that an action can be on. */
export async function viewOfSearch(q: string, signal?: AbortSignal): Promise<{ view: string; total: number }> {
  const { meta } = await get<ResourceList>("/api/resources", { query: { q, limit: 1 }, signal });
  return { view: meta.view, total: meta.total };
}

/** "Covers 1 host and 14 services; 2 problems now". */
export function CoverLine(asked: CoverProperties) {
  const { common, downtimes } = useWords();
  const words = downtimes.form;
  const { on, services, children } = useSettled(asked);
  const isSearch = on !== undefined && "q" in on;
  const { data, error } = useQuery({
    queryKey: ["downtime-preview", on, services, children],
    enabled: on !== undefined && !(isSearch && on.q.trim() === ""),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<ActionPreview | null> => {
      let chosen: unknown = on;
      if (isSearch) {
        const { view, total } = await viewOfSearch(on.q, signal);
        if (total === 0) return null;
        chosen = { view };
      }
      const options = { comment: "?", for: 60, services, children };
      return post<ActionPreview>(
        "/api/actions/preview",
        { action: "schedule-downtime", on: chosen, options },
        { signal },
      );
    },
  });
  if (error !== null) return <p className={styles["error"]}>{messageOf(error)}</p>;
  if (data === undefined) return null;
  if (data === null) return <p className={styles["error"]}>{words.nothing}</p>;
  const { hosts, services: count, problems, skipped } = data;
  return (
    <p className={styles["note"]} aria-live="polite">
      {words.covers(
        hosts === 0 ? null : common.hosts(hosts),
        count === 0 && hosts > 0 ? null : common.services(count),
        common.problems(problems),
      )}
      {skipped > 0 && ` · ${words.without(skipped)}`}
    </p>
  );
}

/** The next occurrences, as the server will make them. */
export function Occurrences({ recurrence }: { readonly recurrence: NonNullable<PlannedDowntime["recurrence"]> }) {
  const words = useWords().downtimes.form;
  const asked = useSettled(recurrence);
  const { data, error } = useQuery({
    queryKey: ["occurrences", asked],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      post<{ result: readonly Occurrence[] }>(
        "/api/recurring-downtimes/preview",
        { ...asked, count: OCCURRENCES },
        { signal },
      ),
  });
  if (error !== null) return <p className={styles["error"]}>{messageOf(error)}</p>;
  const notes = noteOccurrences(data?.result ?? [], asked.dtstart.slice(11));
  const noteText = ({ isMoved, changeMinutes, sinceBeforeMinutes }: (typeof notes)[number]): string | null => {
    if (isMoved) return words.moved;
    if (changeMinutes !== 0) return words.clocks(changeMinutes);
    return sinceBeforeMinutes === 0 ? null : words.clocksBefore(sinceBeforeMinutes);
  };
  return (
    <div className={styles["note"]}>
      {words.nextOnes}
      <ul>
        {notes.map((note) => (
          <li key={note.start}>
            {note.start.slice(0, 16).replace("T", " ")} – {note.end.slice(11, 16)} {note.start.slice(19, 25)}
            {noteText(note) !== null && ` · ${noteText(note)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
