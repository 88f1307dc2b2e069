import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import { durationText } from "../../data/time.ts";
import { ticks } from "../../data/clock.ts";
import type { HistoryEvent, PageById } from "../../data/wire-detail.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useWords } from "../../words/use-words.tsx";
import { EventLines } from "../../parts/history/event-lines.tsx";
import { resourceKeys } from "./use-resource.ts";

/** What left the configuration, or is not visible: since when, and its history as far as the account may read it. */
export function GoneResource({ resourceKey, since }: { readonly resourceKey: string; readonly since: string }) {
  const { resource, common } = useWords();
  const now = useStore(ticks);
  const { data, isPending } = useQuery({
    queryKey: resourceKeys.events(resourceKey),
    queryFn: ({ signal }) =>
      get<PageById<HistoryEvent>>(`/api/resources/${resourceKey}/events`, { query: { limit: 50 }, signal }),
    retry: false,
  });
  if (isPending) return <Skeleton rows={6} />;
  const events = data?.result ?? [];
  const removed = events.find(({ kind }) => kind === "object-removed")?.time ?? (since === "" ? null : since);
  if (removed === null) return <EmptyState title={resource.unknown}>{resource.noHistory}</EmptyState>;
  const ago = durationText((now - Date.parse(removed)) / 1_000, common.dayUnit);
  return (
    <>
      <EmptyState title={resource.removed(common.ago(ago))}>{resource.removedMore}</EmptyState>
      {events.length === 0 ? <p className="muted">{resource.noHistory}</p> : <EventLines events={events} />}
    </>
  );
}
