import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
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
  useRefreshed(["groups", kind]);
  const { data, error, refetch } = useQuery({
    queryKey: ["groups", kind],
    queryFn: ({ signal }) => get<LiveGroups>("/api/groups", { query: { kind }, signal }),
  });
  const group = data?.result.find((one) => String(one.id) === id);
  if (group !== undefined) return <Known group={group} />;
  return (
    <Page title={words.title}>
      {data !== undefined || (error instanceof ApiError && error.code === "invalid-body") ? (
        <EmptyState title={words.gone} />
      ) : error === null ? (
        <Skeleton rows={6} />
      ) : (
        <ErrorState what={words.title} error={error} retry={() => void refetch()} />
      )}
    </Page>
  );
}

function Known({ group }: { readonly group: LiveGroup }) {
  const { group: words } = useWords();
  const q = queryOfGroup(group);
  return (
    <Page
      title={group.name}
      actions={<ResourcesLink q={q}>{words.all}</ResourcesLink>}
      head={
        <div className={styles["counts"]}>
          <GroupAlias group={group} />
          <StateCountLinks counts={group.counts} q={q} />
          {group.unhandled > 0 && (
            <ResourcesLink q={`is:unhandled ${q}`}>{words.unhandled(group.unhandled)}</ResourcesLink>
          )}
        </div>
      }
    >
      <Members q={q} kind={group.kind} />
    </Page>
  );
}
