import { useQuery, type QueryKey } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import type { ShownCluster } from "../../data/wire-cluster.ts";
import type { ShownPoller } from "../../data/wire-pollers.ts";
import { Card } from "../../parts/card.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { AddPoller } from "./add-poller.tsx";
import { PollerTable } from "./poller-table.tsx";
import styles from "./pollers.module.css";
import { POLLERS_KEY } from "./pollers-key.ts";
import { ServersCard } from "./servers-card.tsx";

const ASK_AGAIN_MS = 5_000;

/**
 * Servers that share the store, and places that check for them: their connections, what waits there, and how another one
 * is added.
 */
export function PollersPage() {
  const { pollers, servers } = useWords();
  const cluster = useRefreshed<ShownCluster>(["cluster"], "/api/cluster");
  const found = useRefreshed<{ readonly result: readonly ShownPoller[] }>(POLLERS_KEY, "/api/pollers");
  return (
    <Page title={pollers.page}>
      {cluster.isPending || found.isPending ? (
        <Skeleton rows={3} />
      ) : (
        <div className={styles["sections"]}>
          {cluster.error !== null && (
            <ErrorState what={servers.title} error={cluster.error} retry={() => void cluster.refetch()} />
          )}
          {cluster.data !== undefined && cluster.data.own !== null && (
            <ServersCard cluster={cluster.data} own={cluster.data.own} />
          )}
          <Card title={pollers.title}>
            {found.error !== null && (
              <ErrorState what={pollers.title} error={found.error} retry={() => void found.refetch()} />
            )}
            {found.data?.result.length === 0 && <p className="muted">{pollers.none}</p>}
            {found.data !== undefined && found.data.result.length > 0 && <PollerTable pollers={found.data.result} />}
            {found.data !== undefined && <AddPoller />}
          </Card>
        </div>
      )}
    </Page>
  );
}

const useRefreshed = <Answer,>(queryKey: QueryKey, path: string) =>
  useQuery({
    queryKey,
    queryFn: ({ signal }) => get<Answer>(path, { signal }),
    refetchInterval: ASK_AGAIN_MS,
    retry: false,
  });
