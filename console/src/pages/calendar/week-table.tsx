import { useState } from "react";
import { ticks } from "../../data/clock.ts";
import {
  dateIn,
  endOfWeek,
  placeOf,
  stacked,
  startOfWeek,
  type CalendarWeek,
} from "../../data/downtimes/calendar-week.ts";
import type { DowntimeGroup } from "../../data/downtimes/group-downtimes.ts";
import { spanText } from "../../data/typed-time/span-text.ts";
import { clockText } from "../../data/time.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { useGroupName } from "../../parts/downtime-name.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { DowntimeTable } from "../downtimes/downtime-table.tsx";
import styles from "./calendar.module.css";

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const percent = (part: number): string => `${(100 * part).toFixed(3)}%`;

/** The week as lines of bars, one for what a downtime is on. */
export function WeekTable({
  week,
  groups,
}: {
  readonly week: CalendarWeek;
  readonly groups: readonly DowntimeGroup[];
}) {
  const { calendar: words } = useWords();
  const { language, zone } = useTimeStyle();
  const now = useStore(ticks);
  const nameOf = useGroupName();
  const [opened, setOpened] = useState<string | null>(null);
  const shown = groups.find(({ id }) => id === opened);
  const lanes = [...Map.groupBy(groups, ({ what }) => nameOf(what))];
  const isThisWeek = startOfWeek(week) <= now && now < endOfWeek(week);
  const dayName = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: zone,
  });
  return (
    <div className={styles["week"]}>
      <div className={styles["days"]} aria-hidden>
        {DAYS.map((day) => (
          <span key={day} data-today={dateIn(now, zone).equals(week.monday.add({ days: day })) || undefined}>
            {dayName.format(week.edges[day]!)}
          </span>
        ))}
      </div>
      {lanes.length === 0 ? (
        <p className={styles["empty"]}>{words.empty}</p>
      ) : (
        <ul className={styles["lanes"]}>
          {lanes.map(([name, bars]) => (
            <li key={name} className={styles["lane"]}>
              <div className={styles["name"]}>
                {name}
                {bars.some(({ item }) => item.recurring !== null) && <span className="muted"> ↻</span>}
              </div>
              <div className={styles["lines"]}>
                {DAYS.slice(1).map((day) => (
                  <span key={day} className={styles["edge"]} style={{ left: percent(day / 7) }} />
                ))}
                {isThisWeek && <span className={styles["now"]} style={{ left: percent(placeOf(now, week)) }} />}
                {stacked(bars).map((line) => (
                  <div key={line[0]!.id} className={styles["line"]}>
                    {line.map((bar, index) => {
                      const next = line[index + 1];
                      const end = next === undefined ? 1 : placeOf(next.start, week);
                      return <Bar key={bar.id} {...{ bar, week, name, now, end }} onOpen={() => setOpened(bar.id)} />;
                    })}
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
      {shown !== undefined && (
        <Dialog title={nameOf(shown.what)} isOpen onClose={() => setOpened(null)} width="wide">
          <DowntimeTable groups={[shown]} label={nameOf(shown.what)} />
        </Dialog>
      )}
    </div>
  );
}

/** Part of the week that a bar with a text in it has: about half a day. Shorter ones have it beside them. */
const MIN_TEXT = 0.06;

interface BarProperties {
  readonly bar: DowntimeGroup;
  readonly week: CalendarWeek;
  readonly name: string;
  readonly now: number;
  /** Place of the next bar of the line. */
  readonly end: number;
  readonly onOpen: () => void;
}

function Bar({ bar, week, name, now, end: room, onOpen }: BarProperties) {
  const { calendar: words, downtimes } = useWords();
  const style = useTimeStyle();
  const { start, end, status, item } = bar;
  const [left, right] = [placeOf(start, week), placeOf(Math.min(end, endOfWeek(week)), week)];
  const time = spanText(start, Math.min(end, start + 400 * 86_400_000), now, style);
  const flexible = item.fixed ? "" : ` (${downtimes.flexible} ${Math.round((item.for ?? 0) / 60)} min)`;
  const said = words.bar(name, time + flexible, words.status[status]);
  const comment = [item.author, item.comment].filter((text) => text !== null).join(": ");
  return (
    <button
      type="button"
      onClick={onOpen}
      className={styles["span"]}
      style={{ left: percent(left), width: percent(right - left) }}
      data-status={status}
      data-flexible={!item.fixed || undefined}
      title={`${said}\n${comment}`}
    >
      <span className="for-screen-readers">{`${said}. ${comment}`}</span>
      {right - left > MIN_TEXT ? (
        <span className={styles["text"]} aria-hidden>
          {clockText(start, style)} {comment}
        </span>
      ) : (
        room - right > MIN_TEXT && (
          <span className={styles["beside"]} style={{ width: `${(100 * (room - right)).toFixed(3)}cqw` }} aria-hidden>
            {clockText(start, style)}
            <span className={styles["more"]}>
              –{clockText(end, style)} {comment}
            </span>
          </span>
        )
      )}
    </button>
  );
}
