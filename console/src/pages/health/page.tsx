import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { get } from "../../data/client.ts";
import { liveClient } from "../../data/stream/the-live-client.ts";
import type { ServerCondition } from "../../data/wire-server.ts";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ConfigurationCard } from "./configuration-card.tsx";
import { ChecksCard, ServerCard, StoringCard } from "./figure-cards.tsx";
import styles from "./health.module.css";
import { judgeAll } from "./judgements.ts";
import { OutboxCard } from "./outbox-card.tsx";

const ASK_AGAIN_MS = 5_000;
const QUERY_KEY = ["server"];

/** The server itself: its numbers with a word of judgement each, its configuration, what waits to be sent. */
export function HealthPage() {
  const { health, pollers } = useWords();
  const { is_admin: isAdmin } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: QUERY_KEY,
    queryFn: ({ signal }) => get<ServerCondition>("/api/server", { signal }),
    refetchInterval: ASK_AGAIN_MS,
    retry: false,
  });
  useNotices(refetch);

  return (
    <Page title={health.title} actions={isAdmin && <Link to="/pollers">{pollers.page}</Link>}>
      {error !== null && <ErrorState what={health.what} error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={8} />}
      {data !== undefined && (
        <>
          <Condition server={data} />
          <div className={styles["cards"]}>
            <ChecksCard server={data} />
            <StoringCard server={data} />
            <ServerCard server={data} />
          </div>
          <ConfigurationCard server={data} />
          <OutboxCard outbox={data.outbox} />
        </>
      )}
    </Page>
  );
}

/** Asks at once when the server tells its administrators something. */
function useNotices(refetch: () => unknown): void {
  useEffect(
    () =>
      liveClient().listen(({ type }) => {
        if (type === "notice") void refetch();
      }),
    [refetch],
  );
}

const secondsBetween = (from: string | null, to: string | null): number =>
  (Date.parse(to ?? "") - Date.parse(from ?? "")) / 1_000 || 0;

function Condition({ server }: { readonly server: ServerCondition }) {
  const { health } = useWords();
  return (
    <div className={styles["condition"]} data-status={server.status}>
      <p>
        <strong>{server.status === "ok" ? health.works[judgeAll(server)] : health.status[server.status]}</strong> ·{" "}
        {health.running(server.version, server.node)} · {health.since}{" "}
        <DurationText seconds={secondsBetween(server.started_at, server.now)} />
      </p>
      {server.problems.length > 0 && (
        <ul>
          {server.problems.map(({ part, code, since }) => (
            <li key={`${part} ${code}`} className={styles["problem"]}>
              ◆ {health.parts[part]} <code>{code}</code> {health.partSince} <TimeText time={since} form="date" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
