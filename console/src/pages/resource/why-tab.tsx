import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import type { Decision, PageById, ResourceDetail } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { DecisionLine } from "../../parts/decisions/decision-line.tsx";
import { occasionsOf, OccasionHead } from "../../parts/decisions/occasions.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { Section } from "./section.tsx";
import { resourceKeys } from "./use-resource.ts";
import styles from "./resource.module.css";

/** Who is and was notified of a resource, who was not and why, and what would happen if. */
export function WhyTab({ detail }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.why;
  return (
    <div className={styles["sections"]}>
      <Section title={words.now}>
        {detail.decisions_now.length === 0 ? (
          <p className="muted">{words.nothingNow}</p>
        ) : (
          detail.decisions_now.map((decision, index) => (
            <DecisionLine key={`${decision.contact}-${decision.code}-${index}`} decision={decision} isNow />
          ))
        )}
        <p>
          <Link to="/notifications/simulate" search={{ key: detail.key }}>
            {words.whatIf}
          </Link>
        </p>
      </Section>
      <Section title={words.history}>
        <History resourceKey={detail.key} />
      </Section>
    </div>
  );
}

function History({ resourceKey }: { readonly resourceKey: string }) {
  const { resource } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: resourceKeys.decisions(resourceKey),
    queryFn: ({ pageParam, signal }) =>
      get<PageById<Decision>>("/api/decisions", {
        query: { key: resourceKey, limit: 50, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ meta }) => meta.next_before ?? undefined,
    retry: false,
  });
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={4} />
    ) : (
      <ErrorState what={resource.whatDecisions} error={error} retry={() => void refetch()} />
    );
  const occasions = occasionsOf(data.pages.flatMap(({ result }) => result));
  if (occasions.length === 0 && !hasNextPage) return <p className="muted">{resource.why.noHistory}</p>;
  return (
    <>
      {occasions.map(({ id, decisions }) => (
        <div key={id} className={styles["occasion"]} data-occasion={id}>
          <OccasionHead decision={decisions[0]!} />
          {decisions.map((decision) => (
            <DecisionLine key={decision.id} decision={decision} messages={decision.messages} isBesideNow />
          ))}
        </div>
      ))}
      {hasNextPage && (
        <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
          {resource.why.older}
        </Button>
      )}
    </>
  );
}
