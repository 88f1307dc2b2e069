import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError, get } from "../../data/client.ts";
import type { LiveGroup, LiveGroups } from "../../data/wire-groups.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { GroupAlias, queryOfGroup } from "../../parts/group-tile.tsx";
import { Page } from "../../parts/page.tsx";
import { ResourcesLink } from "../../parts/resources-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import { StateCountLinks } from "../groups/group-table.tsx";
import { Members } from "./members.tsx";
import styles from "./group.module.css";

/** One group: its counts, and a heat map of its members. */
export function GroupPage() {
  const { group: words } = useWords();
  const { kind, id } = useParams({ strict: false }) as { readonly kind: string; readonly id: string };
  const hand = useRefreshed(["groups", kind]);
  const { data, error, refetch } = useQuery({
    queryKey: ["groups", kind],
    queryFn: ({ signal }) => get<LiveGroups>("/api/groups", { query: { kind }, signal }),
  });
  const isNoKind = error instanceof ApiError && error.code === "invalid-body";
  // Above what it had before, which is no present picture.
  const failure = error !== null && !isNoKind && (
    <ErrorState what={words.title} error={error} retry={() => void refetch()} />
  );
  const group = data?.result.find((one) => String(one.id) === id);
  if (group !== undefined) return <Known group={group} failure={failure} hand={hand} />;
  return (
    <Page title={words.title}>
      {failure}
      {data !== undefined || isNoKind ? <EmptyState title={words.gone} /> : error === null && <Skeleton rows={6} />}
    </Page>
  );
}

interface KnownProperties {
  readonly group: LiveGroup;
  /** Says that the counts could not be read again. */
  readonly failure: ReactNode;
  readonly hand: ReturnType<typeof useRefreshed>;
}

function Known({ group, failure, hand }: KnownProperties) {
  const { group: words } = useWords();
  const q = queryOfGroup(group);
  return (
    <Page
      title={group.name}
      actions={<ResourcesLink q={q}>{words.all}</ResourcesLink>}
      head={
        <>
          {failure}
          <div className={styles["counts"]} {...hand}>
            <GroupAlias group={group} />
            <StateCountLinks counts={group.counts} q={q} />
            {group.unhandled > 0 && (
              <ResourcesLink q={`is:unhandled ${q}`}>{words.unhandled(group.unhandled)}</ResourcesLink>
            )}
          </div>
        </>
      }
    >
      <Members q={q} kind={group.kind} />
    </Page>
  );
}
