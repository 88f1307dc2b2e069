import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { durationText } from "../../data/time.ts";
import type { HistoryEvent, PageById, ResourceDetail, ResourceMetrics } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { EventLines } from "../../parts/history/event-lines.tsx";
import { KindFilter } from "../../parts/history/kind-filter.tsx";
import { kindsOfGroups, type KindGroup } from "../../parts/history/kind-groups.ts";
import { groupsOf, type EventGroup } from "../../parts/history/problems.ts";
import { DatedBand } from "../../parts/history/dated-band.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useTimeWindow } from "./time-window.ts";
import { resourceKeys } from "./use-resource.ts";
import styles from "./resource.module.css";

const RANGES = { day: 86_400, week: 7 * 86_400, month: 31 * 86_400 } as const;
type Range = keyof typeof RANGES;

/** State bar of a day, a week or a month, and the history by problem. */
export function TimelineTab({ detail }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.timeline;
  const [{ seconds }, setWindow] = useTimeWindow();
  const range = (Object.keys(RANGES) as Range[]).find((id) => RANGES[id] >= seconds) ?? "month";
  const [kinds, setKinds] = useState<readonly KindGroup[]>([]);
  return (
    <div className={styles["sections"]}>
      <section className={styles["section"]}>
        <div className={styles["tools"]}>
          <Choice
            label={words.range}
            options={(Object.keys(RANGES) as Range[]).map((id) => ({ id, title: words.ranges[id] }))}
            selected={range}
            onSelect={(id) => setWindow({ to: null, seconds: RANGES[id] })}
          />
          <KindFilter selected={kinds} onSelect={setKinds} />
        </div>
        <Bar resourceKey={detail.key} seconds={RANGES[range]} />
      </section>
      <History resourceKey={detail.key} kinds={kinds} since={RANGES[range]} />
    </div>
  );
}

function Bar({ resourceKey, seconds }: { readonly resourceKey: string; readonly seconds: number }) {
  const { resource } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: [...resourceKeys.states(resourceKey), seconds],
    queryFn: ({ signal }) =>
      get<ResourceMetrics>(`/api/resources/${resourceKey}/metrics`, {
        query: { from: Math.floor(serverNow() / 1_000) - seconds, points: 1 },
        signal,
      }),
    placeholderData: (before) => before,
    retry: false,
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={1} />
    ) : (
      <ErrorState what={resource.whatEvents} error={error} retry={() => void refetch()} />
    );
  return (
    <>
      <DatedBand data={data} height={28} />
    </>
  );
}

interface HistoryProperties {
  readonly resourceKey: string;
  readonly kinds: readonly KindGroup[];
  /** Seconds. */
  readonly since: number;
}

function History({ resourceKey, kinds, since }: HistoryProperties) {
  const { resource } = useWords();
  const kind = kindsOfGroups(kinds);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...resourceKeys.events(resourceKey), kind],
    queryFn: ({ pageParam, signal }) =>
      get<PageById<HistoryEvent>>(`/api/resources/${resourceKey}/events`, {
        query: { limit: 200, kind, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ meta }) => meta.next_before ?? undefined,
    placeholderData: (before) => before,
    retry: false,
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorState what={resource.whatEvents} error={error} retry={() => void refetch()} />
    );
  const all = data.pages.flatMap(({ result }) => result);
  const from = serverNow() - since * 1_000;
  const shown = all.filter(({ time }) => time !== null && Date.parse(time) >= from);
  const isWhole = shown.length < all.length || !hasNextPage;
  return (
    <>
      {shown.length === 0 ? (
        <p className="muted">{resource.timeline.none}</p>
      ) : (
        groupsOf(shown).map((group) => <Group key={group.id} group={group} />)
      )}
      {!isWhole && (
        <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
          {resource.timeline.older}
        </Button>
      )}
    </>
  );
}

function Group({ group: { kind, worst, from, to, events } }: { readonly group: EventGroup }) {
  const { resource, common } = useWords();
  if (kind === "between") return <EventLines events={events} />;
  const seconds = from === null ? null : ((to === null ? serverNow() : Date.parse(to)) - Date.parse(from)) / 1_000;
  const duration = seconds === null ? null : durationText(seconds, common.dayUnit);
  return (
    <section className={styles["problem"]} data-state={worst}>
      <h3>
        {worst !== null && <StateMark state={worst} />}{" "}
        <span className="muted">
          {duration !== null &&
            (to === null ? resource.timeline.lasting(duration) : resource.timeline.lasted(duration))}
        </span>
      </h3>
      <EventLines events={events} />
    </section>
  );
}
