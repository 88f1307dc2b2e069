import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import type { Decision, PageById } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { DecisionLine } from "../../parts/decisions/decision-line.tsx";
import { occasionsOf } from "../../parts/decisions/occasions.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { ExactTime } from "../../parts/history/event-lines.tsx";
import { Page } from "../../parts/page.tsx";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useNewOnes } from "../../parts/use-new-ones.ts";
import { useWords } from "../../words/use-words.tsx";
import { Filters } from "./filters.tsx";
import { said, type Changed } from "../search.ts";
import type { NotificationsSearch } from "./search.ts";
import styles from "./notifications.module.css";

const DAY_SECONDS = 86_400;
const RANGES = { day: DAY_SECONDS, week: 7 * DAY_SECONDS, all: null } as const;
const PAGE = 100;

/** Who was notified of everything, who was not and why. */
export function NotificationsPage() {
  const { notifications, simulate } = useWords();
  const search = useSearch({ strict: false }) as NotificationsSearch;
  const navigate = useNavigate();
  const change = (changed: Changed<NotificationsSearch>): void =>
    void navigate({ to: "/notifications", search: said({ ...search, ...changed }), replace: true });
  return (
    <Page
      title={notifications.title}
      actions={<Link to="/notifications/simulate">{simulate.title}</Link>}
      head={<Filters search={search} onChange={change} />}
    >
      <Decisions search={search} />
    </Page>
  );
}

const queryOf = ({ who, q, outcome, code, range = "day" }: NotificationsSearch, now: number) => {
  const seconds = RANGES[range];
  return { contact: who, q, outcome, code, from: seconds === null ? undefined : Math.floor(now / 1_000) - seconds };
};

function Decisions({ search }: { readonly search: NotificationsSearch }) {
  const { notifications } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["decisions", search],
    queryFn: ({ pageParam, signal }) =>
      get<PageById<Decision>>("/api/decisions", {
        query: { ...queryOf(search, serverNow()), limit: PAGE, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ meta }) => meta.next_before ?? undefined,
    retry: false,
  });
  const newest = data?.pages[0]?.result[0]?.id ?? 0;
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(data !== undefined), [data]);
  const newOnes = useNewOnes(isDrawn, async () => {
    const { result } = await get<PageById<Decision>>("/api/decisions", {
      query: { ...queryOf(search, serverNow()), limit: PAGE },
    });
    return result.filter(({ id }) => id > newest).length;
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={8} />
    ) : (
      <ErrorState what={notifications.list} error={error} retry={() => void refetch()} />
    );
  const decisions = data.pages.flatMap(({ result }) => result);
  const isFiltered = [search.who, search.q, search.outcome, search.code].some((one) => one !== undefined);
  return (
    <div className={styles["list"]}>
      {newOnes.count > 0 && (
        <Button
          className={styles["new"]}
          onPress={() => {
            newOnes.taken();
            void refetch();
          }}
        >
          {notifications.newer(newOnes.count)}
        </Button>
      )}
      {decisions.length === 0 && !hasNextPage ? (
        <EmptyState title={isFiltered ? notifications.noneFiltered : notifications.none}>
          {notifications.noneMore}
        </EmptyState>
      ) : (
        occasionsOf(decisions).map(({ id, decisions: of }) => <Occasion key={id} decisions={of} />)
      )}
      {hasNextPage && (
        <div>
          <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
            {notifications.older}
          </Button>
        </div>
      )}
    </div>
  );
}

function Occasion({ decisions }: { readonly decisions: readonly Decision[] }) {
  const { notifications } = useWords();
  const kinds: Readonly<Record<string, string>> = notifications.kinds;
  const [first] = decisions;
  if (first === undefined) return null;
  const { key, host, service, kind, state, time } = first;
  return (
    <section className={styles["occasion"]} data-occasion={key}>
      <h2 className={styles["head"]}>
        <ExactTime time={time} />
        <StateMark state={state} />
        <ResourceLink resourceKey={key} host={host} service={service} tab="why" />
        <span className={styles["kind"]}>{kinds[kind] ?? kind}</span>
      </h2>
      {decisions.map((decision) => (
        <DecisionLine key={decision.id} decision={decision} messages={decision.messages} />
      ))}
    </section>
  );
}
