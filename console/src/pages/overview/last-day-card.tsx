import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { clockText } from "../../data/time.ts";
import type { EventLogPage } from "../../data/wire-detail.ts";
import { Card } from "../../parts/card.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import { HOURS, hoursOf } from "./last-day.ts";
import styles from "./overview.module.css";

const MAX_EVENTS = 1_000;

/** Problems begun and ended in the last 24 hours, by hour. */
export function LastDay() {
  const { overview } = useWords();
  const style = useTimeStyle();
  const hand = useRefreshed(["overview", "last-day"]);
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", "last-day"],
    queryFn: ({ signal }) =>
      get<EventLogPage>("/api/events/log", {
        query: {
          kind: "hard-state,recovery",
          from: new Date(serverNow() - HOURS * 3_600_000).toISOString(),
          limit: MAX_EVENTS,
        },
        signal,
      }),
    staleTime: 30_000,
  });
  const failure = { what: overview.lastDay, error, retry: () => void refetch() };
  if (data === undefined)
    return (
      <Card failure={failure} title={overview.lastDay}>
        {error === null && <Skeleton rows={2} />}
      </Card>
    );
  const hours = hoursOf(data.result, serverNow(), data.meta.next !== null);
  const most = Math.max(1, ...hours.map(({ began, ended }) => Math.max(began, ended)));
  const sum = (of: "began" | "ended"): number => hours.reduce((total, hour) => total + hour[of], 0);
  const percent = (count: number): string => `${(100 * count) / most}%`;
  return (
    <Card
      failure={failure}
      title={overview.lastDay}
      aside={
        <span className={styles["legend"]}>
          <span data-series="began">{overview.began(sum("began"))}</span>
          <span data-series="ended">{overview.ended(sum("ended"))}</span>
        </span>
      }
    >
      <ol className={styles["hours"]} {...hand}>
        {hours.map(({ from, began, ended }) => {
          const label = overview.hour(clockText(from, style), began, ended);
          return (
            <li key={from} title={label}>
              <span className="for-screen-readers">{label}</span>
              <span className={styles["began"]} style={{ height: percent(began) }} />
              <span className={styles["ended"]} style={{ height: percent(ended) }} />
            </li>
          );
        })}
      </ol>
      <p className={styles["axis"]} aria-hidden>
        <span>{hours[0] !== undefined && clockText(hours[0].from, style)}</span>
        <span>{overview.now}</span>
      </p>
    </Card>
  );
}
