import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import type { LiveGroups } from "../../data/wire-groups.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { GroupTile } from "../../parts/group-tile.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./overview.module.css";

/** More are found on the page of the groups. */
const MAX_TILES = 60;

/** Host groups, the worst first. */
export function GroupsCard() {
  const { overview } = useWords();
  const hand = useRefreshed(["overview", "groups"]);
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", "groups"],
    queryFn: ({ signal }) => get<LiveGroups>("/api/groups", { query: { kind: "host" }, signal }),
  });
  const failure = { what: overview.groups, error, retry: () => void refetch() };
  const shown = data?.result.slice(0, MAX_TILES) ?? [];
  const more = (data?.meta.total ?? 0) - shown.length;
  return (
    <Card failure={failure} title={overview.groups} aside={<Link to="/groups">{overview.allGroups}</Link>}>
      {data === undefined ? (
        error === null && <Skeleton rows={4} />
      ) : shown.length === 0 ? (
        <EmptyState title={overview.noGroups} />
      ) : (
        <div {...hand}>
          <div className={styles["tiles"]}>
            {shown.map((group) => (
              <GroupTile key={group.key} group={group} />
            ))}
          </div>
          {more > 0 && (
            <p className={styles["more"]}>
              <Link to="/groups">{overview.moreGroups(more)}</Link>
            </p>
          )}
        </div>
      )}
    </Card>
  );
}
