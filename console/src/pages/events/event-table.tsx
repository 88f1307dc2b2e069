import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { preferences } from "../../data/preferences.ts";
import type { EventLogPage, HistoryEvent } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { ExactTime, wordOfKind } from "../../parts/history/event-lines.tsx";
import { eventText } from "../../parts/history/event-text.ts";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useNewOnes } from "../../parts/use-new-ones.ts";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { logQuery } from "./log-query.ts";
import type { EventsSearch } from "./search.ts";
import { PHONE, useMedia } from "../resources/use-media.ts";
import styles from "./events.module.css";

const PAGE = 200;
const HEIGHTS = { dense: 28, normal: 32, roomy: 40 } as const;
const PHONE_HEIGHT = 60;

/** Events in rows of one height, read page by page as somebody scrolls. New ones are counted, not pushed in. */
export function EventTable({ search }: { readonly search: EventsSearch }) {
  const { events: words } = useWords();
  const { zone } = useTimeStyle();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["event-log", search, zone],
    queryFn: ({ pageParam, signal }) =>
      get<EventLogPage>("/api/events/log", {
        query: { ...logQuery(search, serverNow(), zone), limit: PAGE, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => meta.next ?? undefined,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const events = data?.pages.flatMap(({ result }) => result) ?? [];
  const newest = events.reduce((most, { id }) => Math.max(most, id), 0);
  const newOnes = useNewOnes(data !== undefined && search.to === undefined, async () => {
    const page = await get<EventLogPage>("/api/events/log", {
      query: { ...logQuery(search, serverNow(), zone), limit: PAGE },
    });
    return page.result.filter(({ id }) => id > newest).length;
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={12} />
    ) : (
      <ErrorState what={words.list} error={error} retry={() => void refetch()} />
    );
  const keptDays = data.pages[0]?.meta.kept_days ?? 0;
  const isTooOld = search.to !== undefined && serverNow() - Date.parse(search.to) > keptDays * 86_400_000;
  if (events.length === 0 && !hasNextPage)
    return (
      <EmptyState title={isTooOld ? words.kept(keptDays) : words.none}>
        {isTooOld ? undefined : words.noneMore}
      </EmptyState>
    );
  return (
    <div className={styles["table"]}>
      <Rows
        events={events}
        isMore={hasNextPage}
        onEnd={() => !isFetchingNextPage && void fetchNextPage()}
        endText={words.end}
      />
      {newOnes.count > 0 && (
        <Button
          className={styles["new"]}
          onPress={() => {
            newOnes.taken();
            void refetch();
          }}
        >
          {words.newer(newOnes.count)}
        </Button>
      )}
    </div>
  );
}

interface RowsProperties {
  readonly events: readonly HistoryEvent[];
  readonly isMore: boolean;
  /** Called when the end of what is there comes into view. */
  readonly onEnd: () => void;
  readonly endText: string;
}

function Rows({ events, isMore, onEnd, endText }: RowsProperties) {
  const { events: words } = useWords();
  const { density } = useStore(preferences);
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMedia(PHONE);
  const height = isPhone ? PHONE_HEIGHT : HEIGHTS[density];
  const rows = useVirtualizer({
    count: events.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const isAtEnd = isMore && (items.at(-1)?.index ?? 0) >= events.length - 20;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, events.length, onEnd]);
  useEffect(() => rows.measure(), [height, rows]);
  return (
    <div className={styles["scroller"]} ref={scroller} role="region" aria-label={words.title} tabIndex={0}>
      <div role="table" aria-rowcount={isMore ? -1 : events.length + 1} aria-label={words.title}>
        <div role="rowgroup">
          <div role="row" className={styles["heads"]}>
            {[words.time, words.resource, words.kind, words.what, words.by].map((head) => (
              <span role="columnheader" key={head}>
                {head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles["body"]} style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const event = events[index];
            return event === undefined ? (
              <div
                key="end"
                role="row"
                className={styles["end"]}
                style={{ transform: `translateY(${start}px)`, height }}
              >
                <span role="cell">{isMore ? "…" : endText}</span>
              </div>
            ) : (
              <div
                key={event.id}
                role="row"
                aria-rowindex={index + 2}
                className={styles["row"]}
                style={{ transform: `translateY(${start}px)`, height }}
              >
                <EventCells event={event} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function EventCells({ event }: { readonly event: HistoryEvent }) {
  const all = useWords();
  const { events: words } = all;
  const { key, host, service, kind, state_name: state, state_type: type, time, by } = event;
  const text = eventText(event, all);
  return (
    <>
      <span role="cell">
        <ExactTime time={time} />
      </span>
      <span role="cell" className={styles["resource"]}>
        {key === null ? (
          <span className="muted">{words.server}</span>
        ) : host === null || host.name === null || (service !== null && service.name === null) ? (
          <span className="muted">{words.noLonger(key)}</span>
        ) : (
          <>
            {state !== null && <StateMark state={state} isShapeOnly isSoft={type === 0} />}{" "}
            <ResourceLink resourceKey={key} host={host.name} service={service?.name ?? null} tab="timeline" />
          </>
        )}
      </span>
      <span role="cell" className={styles["kind"]}>
        {wordOfKind(words.kinds, kind)}
      </span>
      <span role="cell" className={styles["what"]} title={text}>
        {text}
      </span>
      <span role="cell" className={styles["by"]}>
        {by}
      </span>
    </>
  );
}
