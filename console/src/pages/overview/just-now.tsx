import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import type { EventLogPage, HistoryEvent } from "../../data/wire-detail.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { ExactTime, wordOfKind } from "../../parts/history/event-lines.tsx";
import { eventText, tellsState } from "../../parts/history/event-text.ts";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import { oneLineEach } from "./one-line-each.ts";
import styles from "./overview.module.css";

const SHOWN = 20;
/** One act has up to three lines. */
const READ = 3 * SHOWN;

/** What changed last. */
export function JustNow() {
  const { overview } = useWords();
  const hand = useRefreshed(["overview", "just-now"]);
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", "just-now"],
    queryFn: ({ signal }) => get<EventLogPage>("/api/events/log", { query: { limit: READ }, signal }),
  });
  return (
    <Card title={overview.justNow} aside={<Link to="/events">{overview.allEvents}</Link>}>
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorState what={overview.justNow} error={error} retry={() => void refetch()} />
        )
      ) : data.result.length === 0 ? (
        <EmptyState title={overview.noEvents} />
      ) : (
        <ol className={styles["events"]} {...hand}>
          {oneLineEach(data.result)
            .slice(0, SHOWN)
            .map((event) => (
              <EventLine key={event.id} event={event} />
            ))}
        </ol>
      )}
    </Card>
  );
}

function EventLine({ event }: { readonly event: HistoryEvent }) {
  const words = useWords();
  const { key, host, service } = event;
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
