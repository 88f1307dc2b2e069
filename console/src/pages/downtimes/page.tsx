import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import { groupDowntimes } from "../../data/downtimes/group-downtimes.ts";
import { readDowntimes } from "../../data/downtimes/read-downtimes.ts";
import type { RecurringDowntime } from "../../data/wire.ts";
import { useRefresh } from "../../parts/actions/use-refresh.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { DowntimeTable } from "./downtime-table.tsx";
import { DowntimesHead, HandledFilter, NewDowntime } from "./downtimes-head.tsx";
import { RecurringTable } from "./recurring-table.tsx";
import { DowntimesSum } from "./downtimes-sum.tsx";
import styles from "./downtimes.module.css";

const AHEAD_MS = 31 * 86_400_000;
const KINDS = /^downtime-|^configuration-changed/;

/** What runs, what is planned, and what repeats. */
export function DowntimesPage() {
  const { downtimes: words } = useWords();
  const [until] = useState(() => new Date(serverNow() + AHEAD_MS).toISOString());
  const { q } = useSearch({ from: "/shell/downtimes" });
  const navigate = useNavigate();
  useRefresh("downtimes", KINDS);
  const list = useQuery({
    queryKey: ["downtimes", "list", q],
    queryFn: ({ signal }) => readDowntimes({ to: until, q, without_planned: true }, signal),
    placeholderData: keepPreviousData,
  });
  const recurring = useQuery({
    queryKey: ["downtimes", "recurring"],
    queryFn: ({ signal }) =>
      get<{ result: readonly RecurringDowntime[] }>("/api/recurring-downtimes", { query: { limit: 1_000 }, signal }),
  });

  const groups = list.data === undefined ? [] : groupDowntimes(list.data);
  const running = groups.filter(({ status }) => status === "running" || status === "waiting");
  const scheduled = groups.filter(({ status }) => status === "scheduled");
  // What repeats is for hosts that it finds each time: a search for present ones says nothing of it.
  const rules = q === undefined ? (recurring.data?.result ?? []) : [];
  const isFilled = running.length + scheduled.length + rules.length > 0;

  return (
    <Page title={words.title} actions={<NewDowntime />} head={<DowntimesHead />}>
      {(isFilled || q !== undefined) && (
        <HandledFilter
          q={q}
          onSearch={(next) => void navigate({ to: "/downtimes", search: next === undefined ? {} : { q: next } })}
        />
      )}
      {list.data === undefined ? (
        list.error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorState what={words.title} error={list.error} retry={() => void list.refetch()} />
        )
      ) : !isFilled ? (
        <EmptyState title={q === undefined ? words.empty : words.noMatch}>
          {q === undefined && words.emptyHint}
        </EmptyState>
      ) : (
        <div className={styles["sections"]}>
          {running.length > 0 && (
            <Card title={words.running}>
              <DowntimeTable groups={running} label={words.running} />
            </Card>
          )}
          {scheduled.length > 0 && (
            <Card title={words.scheduled}>
              <DowntimeTable groups={scheduled} label={words.scheduled} />
            </Card>
          )}
          {rules.length > 0 && (
            <Card title={words.recurring}>
              <RecurringTable rules={rules} />
            </Card>
          )}
        </div>
      )}
      {recurring.data === undefined && recurring.error !== null && (
        <ErrorState what={words.recurring} error={recurring.error} retry={() => void recurring.refetch()} />
      )}
      {list.data !== undefined && (
        <DowntimesSum list={list.data} running={running} scheduled={scheduled} rules={rules.length} />
      )}
    </Page>
  );
}
