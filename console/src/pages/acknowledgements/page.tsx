import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import { nameOf } from "../../data/list/row-name.ts";
import { searchOfOne } from "../../data/query-text.ts";
import { durationText } from "../../data/time.ts";
import type { AcknowledgementItem } from "../../data/wire.ts";
import { useActions, useOffReason } from "../../parts/actions/use-actions.ts";
import { useRefresh } from "../../parts/actions/use-refresh.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Page } from "../../parts/page.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { DowntimesHead, HandledFilter } from "../downtimes/downtimes-head.tsx";
import styles from "../downtimes/downtimes.module.css";

const KINDS = /^acknowledgement|^hard-state|^recovery|^soft-state|^configuration-changed/;

/** Who holds which problem, and until when. */
export function AcknowledgementsPage() {
  const { acknowledgements: words, downtimes } = useWords();
  const { q } = useSearch({ from: "/shell/acknowledgements" });
  const navigate = useNavigate();
  useRefresh("acknowledgements", KINDS);
  const { data, error, refetch } = useQuery({
    queryKey: ["acknowledgements", q],
    queryFn: ({ signal }) =>
      get<{ result: readonly AcknowledgementItem[] }>("/api/acknowledgements", { query: { q }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={words.title} head={<DowntimesHead />}>
      {((data?.result.length ?? 0) > 0 || q !== undefined) && (
        <HandledFilter
          q={q}
          onSearch={(next) => void navigate({ to: "/acknowledgements", search: next === undefined ? {} : { q: next } })}
        />
      )}
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorState what={words.title} error={error} retry={() => void refetch()} />
        )
      ) : data.result.length === 0 ? (
        <EmptyState title={q === undefined ? words.empty : downtimes.noMatch}>
          {q === undefined && words.emptyHint}
        </EmptyState>
      ) : (
        <table className={styles["table"]} aria-label={words.title}>
          <thead>
            <tr>
              <th className={styles["who"]}>{words.state}</th>
              <th className={styles["what"]}>{words.what}</th>
              <th className={styles["who"]}>{words.by}</th>
              <th className={styles["who"]}>{words.since}</th>
              <th className={styles["time"]}>{words.ends}</th>
              <th>{words.comment}</th>
              <th className={styles["end"]}>
                <span className="for-screen-readers">{words.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.result.map((item) => (
              <AcknowledgementLine key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function AcknowledgementLine({ item }: { readonly item: AcknowledgementItem }) {
  const { acknowledgements: words } = useWords();
  const { run } = useActions();
  const offReason = useOffReason(`${item.type}_disacknowledgement`);
  const name = nameOf(item);
  return (
    <tr>
      <td>{item.state !== null && <StateMark state={item.state} isHandled />}</td>
      <td>
        <Link to="/resources" search={{ q: searchOfOne(item), open: item.key }}>
          {name}
        </Link>
        {item.services !== null && item.services > 0 && <div className="muted">{words.quiet(item.services)}</div>}
      </td>
      <td data-label={words.by}>{item.author}</td>
      <td data-label={words.since}>
        <TimeText time={item.since} form="age" />
      </td>
      <td data-label={words.ends}>
        <EndText item={item} />
      </td>
      <td data-label={words.comment}>{item.comment}</td>
      <td>
        <div className={styles["buttons"]}>
          <Button
            look="plain"
            offReason={offReason}
            aria-label={words.endOf(name)}
            onPress={() => void run({ action: "end-acknowledgement", ids: [item.id] }, name)}
          >
            {words.end}
          </Button>
        </div>
      </td>
    </tr>
  );
}

function EndText({ item: { expires_at, stable_seconds, sticky } }: { readonly item: AcknowledgementItem }) {
  const { acknowledgements: words, common } = useWords();
  if (expires_at !== null) return <TimeText time={expires_at} />;
  if (stable_seconds !== null) return <>{words.whenStable(durationText(stable_seconds, common.dayUnit))}</>;
  return <>{sticky ? words.withProblem : words.withState}</>;
}
