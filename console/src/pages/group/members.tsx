import { useQuery } from "@tanstack/react-query";
import { get } from "../../data/client.ts";
import type { LiveRow, ResourceList, ResourceType } from "../../data/wire.ts";
import { Card } from "../../parts/card.tsx";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./group.module.css";

const MAX_TILES = 500;

/** Hosts of a host group, or services of a service group, as tiles: the worst first. */
export function Members({ q, kind }: { readonly q: string; readonly kind: ResourceType }) {
  const { group: words, common } = useWords();
  const key = ["members", kind, q];
  const hand = useRefreshed(key);
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      get<ResourceList>("/api/resources", {
        query: { q: `type:${kind} ${q}`, sort: "-severity,host,name", limit: MAX_TILES },
        signal,
      }),
  });
  const failure = { what: words.members, error, retry: () => void refetch() };
  const total = data?.meta.total ?? 0;
  return (
    <Card
      failure={failure}
      title={kind === "host" ? common.hosts(total) : common.services(total)}
      aside={data !== undefined && total > data.result.length && words.onlyFirst(data.result.length, total)}
    >
      {data === undefined ? (
        error === null && <Skeleton rows={6} />
      ) : (
        <ul className={styles["tiles"]} {...hand}>
          {data.result.map((row) => (
            <Member key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Member({ row }: { readonly row: LiveRow }) {
  const { group: words } = useWords();
  const { services } = row;
  return (
    <li className={styles["tile"]}>
      <span className={styles["name"]}>
        <StateMark
          state={row.state}
          isShapeOnly
          isHandled={row.acknowledgement !== null || row.downtime !== null}
          isSoft={!row.hard}
        />
        <ResourceLink resourceKey={row.key} host={row.host.name} service={row.type === "host" ? null : row.name} />
      </span>
      {services !== null && (
        <span className={styles["services"]}>
          {services.worst !== null && services.problems > 0 && (
            <StateMark state={services.worst} isShapeOnly isHandled={services.unhandled === 0} />
          )}
          {services.total === 0
            ? words.noServices
            : services.problems === 0
              ? words.servicesFine(services.total)
              : words.problemsOf(services.problems, services.total)}
        </span>
      )}
    </li>
  );
}
