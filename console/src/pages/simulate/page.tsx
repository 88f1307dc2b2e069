import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { post } from "../../data/client.ts";
import { instantOfLocal } from "../../data/local-time.ts";
import type { SimulatedDecision } from "../../data/wire-detail.ts";
import { DecisionLine } from "../../parts/decisions/decision-line.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { ExactTime } from "../../parts/history/event-lines.tsx";
import { Page } from "../../parts/page.tsx";
import { useTimeStyle } from "../../parts/preferences.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { Hypothesis } from "./hypothesis.tsx";
import type { SimulateSearch } from "./search.ts";
import styles from "./simulate.module.css";

interface Simulation {
  readonly result: readonly SimulatedDecision[];
  readonly is_complete: boolean;
}

/** What the rules of the running server would decide if something had a problem. */
export function SimulatePage() {
  const { simulate } = useWords();
  const search = useSearch({ strict: false }) as SimulateSearch;
  const navigate = useNavigate();
  return (
    <Page title={simulate.title}>
      <p className="muted">{simulate.intro}</p>
      <Hypothesis
        search={search}
        onChange={(next) => void navigate({ to: "/notifications/simulate", search: next, replace: true })}
      />
      {search.key === undefined || search.state === undefined ? (
        <EmptyState title={simulate.first} />
      ) : (
        <Answer search={search} resourceKey={search.key} state={search.state} />
      )}
    </Page>
  );
}

interface AnswerProperties {
  readonly search: SimulateSearch;
  readonly resourceKey: string;
  readonly state: string;
}

function Answer({ search, resourceKey, state }: AnswerProperties) {
  const { simulate } = useWords();
  const { zone } = useTimeStyle();
  const { at, hours = 24 } = search;
  const [hostId, serviceId] = resourceKey.slice(1).split(".").map(Number);
  const { data, error, refetch } = useQuery({
    queryKey: ["simulate", search, zone],
    queryFn: ({ signal }) =>
      post<Simulation>(
        "/api/decisions/simulate",
        {
          host_id: hostId,
          ...(serviceId !== undefined && { service_id: serviceId }),
          state,
          ...(at !== undefined && { at: instantOfLocal(at, zone) }),
          hours,
        },
        { signal },
      ),
    retry: false,
    staleTime: 0,
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={5} />
    ) : (
      <ErrorState what={simulate.answer} error={error} retry={() => void refetch()} />
    );
  const byTime = [...Map.groupBy(data.result, ({ time }) => time)];
  if (byTime.length === 0) return <EmptyState title={simulate.nobody} />;
  return (
    <div className={styles["answer"]}>
      {byTime.map(([time, decisions]) => (
        <section key={time} className={styles["time"]}>
          <h2 className={styles["head"]}>
            <ExactTime time={time} />
            <span className="muted">
              {[
                ...new Set(
                  decisions.flatMap(({ notification_number: number, is_escalated: isEscalated }) => [
                    ...(number === null ? [] : [simulate.number(number)]),
                    ...(isEscalated ? [simulate.escalated] : []),
                  ]),
                ),
              ].join(" · ")}
            </span>
          </h2>
          {decisions.map((decision, index) => (
            <DecisionLine key={`${decision.contact} ${decision.code} ${index}`} decision={decision} isNow />
          ))}
        </section>
      ))}
      {!data.is_complete && <p className="muted">{simulate.incomplete}</p>}
    </div>
  );
}
