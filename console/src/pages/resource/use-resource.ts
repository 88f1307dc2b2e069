import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, get } from "../../data/client.ts";
import { liveClient } from "../../data/stream/the-live-client.ts";
import type { LiveEvent } from "../../data/stream/stream-events.ts";
import type { LiveRow } from "../../data/wire.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";

/** Where what is known of a resource is kept; what is below it ends with a change of the resource. */
export const resourceKeys = {
  detail: (key: string) => ["resource", key, "detail"] as const,
  events: (key: string) => ["resource", key, "events"] as const,
  decisions: (key: string) => ["resource", key, "decisions"] as const,
  metrics: (key: string) => ["resource", key, "metrics"] as const,
  states: (key: string) => ["resource", key, "states"] as const,
};

const GATHER_MS = 250;

export interface LiveResource {
  readonly detail: ResourceDetail | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** It is not configured any more, or not visible: since when this page knows. */
  readonly goneSince: string | undefined;
}

/** Everything about a resource, kept present by the stream for as long as it is on screen. */
export function useResource(key: string): LiveResource {
  const queries = useQueryClient();
  const [goneSince, setGoneSince] = useState<string>();
  const { data, error, refetch } = useQuery({
    queryKey: resourceKeys.detail(key),
    queryFn: async ({ signal }) => {
      await liveClient().ready();
      return get<ResourceDetail>(`/api/resources/${key}`, { signal });
    },
    retry: false,
  });

  useEffect(() => {
    setGoneSince(undefined);
    const client = liveClient();
    const noLongerWanted = client.want({ views: [], watch: [key] });
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const askAgain = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void queries.invalidateQueries({ queryKey: ["resource", key] });
      }, GATHER_MS);
    };
    const takeRow = (row: LiveRow): void => {
      queries.setQueryData<ResourceDetail>(resourceKeys.detail(key), (known) => known && { ...known, ...row });
    };
    const end = client.listen((event: LiveEvent) => {
      if (event.type === "gap") return askAgain();
      if (event.type === "check" && event.row.key === key) {
        takeRow(event.row);
        askAgain();
      }
      if (event.type !== "change" || event.change.key !== key) return;
      const { kind, row, at } = event.change;
      if (kind === "gone" || kind === "object-removed") setGoneSince(at ?? new Date().toISOString());
      else if (row !== undefined && row !== null) {
        setGoneSince(undefined);
        takeRow(row);
      }
      askAgain();
    });
    return () => {
      clearTimeout(gathering);
      end();
      noLongerWanted();
    };
  }, [key, queries]);

  const isMissing = error instanceof ApiError && error.status === 404;
  return {
    detail: data,
    error: isMissing ? null : error,
    retry: () => void refetch(),
    goneSince: goneSince ?? (isMissing ? "" : undefined),
  };
}
