import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import type { ShownPoller } from "../../data/wire-pollers.ts";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { AddPoller } from "./add-poller.tsx";
import { PollerTable } from "./poller-table.tsx";
import { POLLERS_KEY } from "./pollers-key.ts";

const ASK_AGAIN_MS = 5_000;

/** Places that check for this server: their connections, what waits there, and how another one is added. */
export function PollersPage() {
  const { pollers } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: POLLERS_KEY,
    queryFn: ({ signal }) => get<{ readonly result: readonly ShownPoller[] }>("/api/pollers", { signal }),
    refetchInterval: ASK_AGAIN_MS,
    retry: false,
  });
  return (
    <Page title={pollers.title}>
      {error !== null && <ErrorState what={pollers.title} error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={3} />}
      {data !== undefined && (
        <>
          {data.result.length === 0 ? <p className="muted">{pollers.none}</p> : <PollerTable pollers={data.result} />}
          <AddPoller />
        </>
      )}
    </Page>
  );
}
