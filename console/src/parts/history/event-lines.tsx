import type { HistoryEvent } from "../../data/wire-detail.ts";
import { clockText, isWithinDay, dateTimeText, fullTimeText } from "../../data/time.ts";
import { serverNow } from "../../data/clock.ts";
import { useTimeStyle } from "../preferences.tsx";
import { StateMark } from "../state-mark.tsx";
import { useWords } from "../../words/use-words.tsx";
import { eventText, tellsState } from "./event-text.ts";
import styles from "./event-lines.module.css";

/** Events of one resource, one a line. */
export function EventLines({ events }: { readonly events: readonly HistoryEvent[] }) {
  return (
    <ol className={styles["lines"]}>
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
    </ol>
  );
}

function EventLine({ event }: { readonly event: HistoryEvent }) {
  const all = useWords();
  const { events: words } = all;
  return (
    <li className={styles["line"]} data-kind={event.kind}>
      <ExactTime time={event.time} />
      <span className={styles["kind"]}>{wordOfKind(words.kinds, event.kind)}</span>
      <span className={styles["what"]}>
        {tellsState(event) && event.state_name !== null && (
          <>
            <StateMark state={event.state_name} isSoft={event.state_type === 0 && event.kind === "soft-state"} />{" "}
          </>
        )}
        {eventText(event, all)}
        {event.by !== null && event.kind === "comment-added" && <span className="muted"> {event.by}</span>}
      </span>
    </li>
  );
}

export const wordOfKind = (kinds: Readonly<Record<string, string>>, kind: string): string => kinds[kind] ?? kind;

/** Times of a history are exact: with seconds, and with the date beyond a day. */
export function ExactTime({ time }: { readonly time: string | null }) {
  const style = useTimeStyle();
  if (time === null) return <span>–</span>;
  const instant = Date.parse(time);
  const now = serverNow();
  const clock = clockText(instant, style, true);
  const isSameDay = isWithinDay(instant, now) && dateOf(instant, now, style) === dateOf(now, now, style);
  return (
    <time className={styles["time"]} dateTime={time} title={fullTimeText(instant, style)}>
      {isSameDay ? clock : `${dateOf(instant, now, style)} ${clock}`}
    </time>
  );
}

/** Day and month, with the year if it is another one. */
const dateOf = (instant: number, now: number, style: ReturnType<typeof useTimeStyle>): string =>
  dateTimeText(instant, now, style).replace(/[,\s]*\d{2}:\d{2}$/, "");
