import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { serverNow } from "../../data/clock.ts";
import { dateIn, endOfWeek, readDate, startOfWeek, weekOf } from "../../data/downtimes/calendar-week.ts";
import { groupDowntimes } from "../../data/downtimes/group-downtimes.ts";
import { readDowntimes } from "../../data/downtimes/read-downtimes.ts";
import { useRefresh } from "../../parts/actions/use-refresh.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { useKeys } from "../../parts/keys.tsx";
import { Page } from "../../parts/page.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { DowntimesHead, NewDowntime } from "../downtimes/downtimes-head.tsx";
import { DowntimesSum } from "../downtimes/downtimes-sum.tsx";
import { WeekTable } from "./week-table.tsx";
import styles from "./calendar.module.css";

const KINDS = /^downtime-|^configuration-changed/;

/** Downtimes of a week, with the occurrences of recurring ones. */
export function CalendarPage() {
  const { calendar: words, downtimes } = useWords();
  const { zone } = useTimeStyle();
  const { day } = useSearch({ strict: false }) as { readonly day?: string };
  const navigate = useNavigate();
  const today = dateIn(serverNow(), zone);
  const week = weekOf(readDate(day) ?? today, zone);
  const [from, to] = [new Date(startOfWeek(week)).toISOString(), new Date(endOfWeek(week)).toISOString()];
  const go = (date: Temporal.PlainDate): void => {
    const isThisWeek = weekOf(date, zone).monday.equals(weekOf(today, zone).monday);
    void navigate({ to: "/downtimes/calendar", search: isThisWeek ? {} : { day: date.toString() } });
  };
  const before = (): void => go(week.monday.subtract({ days: 7 }));
  const after = (): void => go(week.monday.add({ days: 7 }));
  const toToday = (): void => go(today);
  useKeys(words.title, [
    { keys: "ArrowLeft", label: words.before, run: before },
    { keys: "ArrowRight", label: words.after, run: after },
    { keys: "t", label: words.today, run: toToday },
  ]);
  useRefresh("downtimes", KINDS);
  const { data, error, refetch } = useQuery({
    queryKey: ["downtimes", "week", from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => readDowntimes({ from, to }, signal),
  });

  const groups = data === undefined ? [] : groupDowntimes(data);

  return (
    <Page title={downtimes.title} actions={<NewDowntime />} head={<DowntimesHead />}>
      <div className={styles["bar"]}>
        <Button look="plain" aria-label={words.before} onPress={before}>
          <ChevronLeft size={16} aria-hidden />
        </Button>
        <Button onPress={toToday}>{words.today}</Button>
        <Button look="plain" aria-label={words.after} onPress={after}>
          <ChevronRight size={16} aria-hidden />
        </Button>
        <span>{words.week(week.monday.weekOfYear ?? 0)}</span>
      </div>
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorState what={downtimes.title} error={error} retry={() => void refetch()} />
        )
      ) : (
        <>
          <WeekTable week={week} groups={groups} />
          <DowntimesSum
            list={data}
            running={groups.filter(({ status }) => status === "running")}
            scheduled={groups.filter(
              ({ status }) => status !== "running" && status !== "ended" && status !== "cancelled",
            )}
            rules={new Set(groups.flatMap(({ item }) => item.recurring?.id ?? [])).size}
          />
        </>
      )}
    </Page>
  );
}
