import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import type { EventLogPage } from "../../data/wire-detail.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ExactTime, wordOfKind } from "../../parts/history/event-lines.tsx";
import { eventText, tellsState } from "../../parts/history/event-text.ts";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import { commandText, eventsLike } from "./command-line.ts";
import { oneLineACommand, type JustNowLine } from "./one-line-a-command.ts";
import styles from "./overview.module.css";

const SHOWN = 20;
/** One act has up to three lines. */
const READ = 3 * SHOWN;
/** A command on many fills pages. */
const READ_MORE = 1_000;
const MOST_PAGES = 3;

/** What changed last. */
export function JustNow() {
  const { overview } = useWords();
  const hand = useRefreshed(["overview", "just-now"]);
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", "just-now"],
    queryFn: ({ signal }) => readLines(signal),
  });
  const failure = { what: overview.justNow, error, retry: () => void refetch() };
  return (
    <Card failure={failure} title={overview.justNow} aside={<Link to="/events">{overview.allEvents}</Link>}>
      {data === undefined ? (
        error === null && <Skeleton rows={6} />
      ) : data.length === 0 ? (
        <EmptyState title={overview.noEvents} />
      ) : (
        <ol className={styles["events"]} {...hand}>
          {data.slice(0, SHOWN).map((line) => (
            <Line key={line.event.id} line={line} />
          ))}
        </ol>
      )}
    </Card>
  );
}

/** As many lines as are shown, where the history has them. */
async function readLines(signal: AbortSignal): Promise<readonly JustNowLine[]> {
  let read: EventLogPage | undefined;
  let lines: readonly JustNowLine[] = [];
  for (let pages = 0; pages < MOST_PAGES && lines.length <= SHOWN; pages++) {
    const before = read?.meta.next;
    if (before === null) break;
    const query = { limit: read === undefined ? READ : READ_MORE, before };
    const page = await get<EventLogPage>("/api/events/log", { query, signal });
    read = { ...page, result: [...(read?.result ?? []), ...page.result] };
    lines = oneLineACommand(read);
  }
  return lines;
}

function Line({ line: { event, count, isCut } }: { readonly line: JustNowLine }) {
  const words = useWords();
  const { key, host, service } = event;
  if (count > 1)
    return (
      <li className={styles["event"]}>
        <ExactTime time={event.time} />
        <span className={styles["what"]}>
          <Link to="/events" search={eventsLike(event)}>
            {isCut ? words.overview.atLeast(words.actions.resources(count)) : words.actions.resources(count)}
          </Link>
          <span className={styles["reason"]}>{commandText(event, words)}</span>
        </span>
      </li>
    );
  return (
    <li className={styles["event"]}>
      <ExactTime time={event.time} />
      <span className={styles["what"]}>
        {tellsState(event) && event.state_name !== null && (
          <StateMark state={event.state_name} isShapeOnly isSoft={event.state_type === 0} />
        )}
        {key !== null && host !== null && (
          <ResourceLink
            resourceKey={key}
            host={host.name ?? key}
            service={service === null ? null : (service.name ?? key)}
          />
        )}
        <span className={styles["reason"]}>
          {tellsState(event) || event.reason === ""
            ? wordOfKind(words.events.kinds, event.kind)
            : eventText({ ...event, output: "" }, words)}
        </span>
      </span>
    </li>
  );
}
