import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import { isPresent, liveStatus, summary } from "../../data/live.ts";
import { normalized, termsOf } from "../../data/query-text.ts";
import { problemsOf, totalOf } from "../../data/states.ts";
import type { Summary } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { useStore } from "../../parts/use-store.ts";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import { LastChange } from "./last-change.tsx";
import { useListUi } from "./list-ui.ts";
import { addressOf, ALL, DEFAULT_Q, PROBLEMS } from "./search.ts";

/** A list without rows: nothing to do, nothing that matches, or nothing at all. */
export function ListEmpty({ q }: { readonly q: string }) {
  const told = useStore(summary);
  if (told !== null && told.total === 0) return <NothingYet />;
  if (normalized(q) !== DEFAULT_Q) return <NoMatch q={q} />;
  // The counts of the whole page and the list come one after the other: never quiet beside a problem.
  return told !== null && told.total_unhandled > 0 ? (
    <NewProblems count={told.total_unhandled} />
  ) : (
    <AllQuiet told={told} />
  );
}

function NothingYet() {
  const words = useWords().resources;
  return <EmptyState title={words.nothingYet}>{words.nothingYetHint}</EmptyState>;
}

/** Problems that the list, which was empty, is about to show. */
function NewProblems({ count }: { readonly count: number }) {
  const words = useWords().resources;
  const ui = useListUi();
  return (
    <EmptyState title={words.newProblems(count)}>
      <Button onPress={ui.takeNewOrder}>{words.showNew}</Button>
    </EmptyState>
  );
}

/** Good news, and only while it is known to be true: quiet is where there is no problem at all. */
function AllQuiet({ told }: { readonly told: Summary | null }) {
  const { resources: words, common } = useWords();
  const isKnown = isPresent(useStore(liveStatus));
  if (!isKnown) return <EmptyState title={words.unknownNow} />;
  const services = totalOf(told?.service);
  const problems = told === null ? 0 : problemsOf(told);
  return (
    <EmptyState title={problems > 0 ? words.noneUnhandled : words.allQuiet}>
      <p>{problems > 0 ? words.othersAre(common.problems(problems)) : words.quietSince(common.services(services))}</p>
      <LastChange />
      <p>
        <Link to="/resources" search={{ q: problems > 0 ? PROBLEMS : ALL }}>
          {problems > 0 ? words.showProblems : words.searchAll}
        </Link>
      </p>
    </EmptyState>
  );
}

function NoMatch({ q }: { readonly q: string }) {
  const words = useWords().resources;
  const parts = termsOf(q).map(({ text }) => text);
  const alone = useQueries({
    queries: parts.map((part) => ({
      queryKey: ["summary", part],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        get<Summary>("/api/summary", { query: { q: part }, signal }),
    })),
  });
  return (
    <EmptyState title={words.noMatch}>
      {parts.length > 1 && (
        <>
          <p>{words.noMatchParts}</p>
          <ul>
            {parts.map((part, at) => (
              <li key={`${at} ${part}`}>
                <code>{part}</code> {groupedNumber(alone[at]?.data?.total ?? 0)}
                {" · "}
                <Link to="/resources" search={searchWithout(parts, at)}>
                  {words.withoutPart(part)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link to="/resources" search={{ q: ALL }}>
          {words.searchAll}
        </Link>
      </p>
    </EmptyState>
  );
}

function searchWithout(parts: readonly string[], at: number) {
  const q = addressOf(parts.filter((_, other) => other !== at).join(" "));
  return q === undefined ? {} : { q };
}
