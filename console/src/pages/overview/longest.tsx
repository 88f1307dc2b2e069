import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { get } from "../../data/client.ts";
import { targetsOfRows } from "../../data/actions/targets.ts";
import { nameOf } from "../../data/list/row-name.ts";
import { summary } from "../../data/live.ts";
import type { LiveRow, ResourceList } from "../../data/wire.ts";
import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ResourcesLink } from "../../parts/resources-link.tsx";
import { ResourceLink } from "../../parts/resource-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useStore } from "../../parts/use-store.ts";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./overview.module.css";

/** Unhandled problems, those of longest first. */
export function Longest() {
  const { overview } = useWords();
  const hand = useRefreshed(["overview", "longest"]);
  const unhandled = useStore(summary)?.total_unhandled ?? 0;
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", "longest"],
    queryFn: ({ signal }) =>
      get<ResourceList>("/api/resources", { query: { q: "is:unhandled", sort: "since", limit: 10 }, signal }),
  });
  const failure = { what: overview.longest, error, retry: () => void refetch() };
  return (
    <Card
      failure={failure}
      title={overview.longest}
      aside={
        data !== undefined &&
        data.meta.total > 0 && (
          <ResourcesLink q="is:unhandled" sort="since">
            {overview.allUnhandled(data.meta.total)}
          </ResourcesLink>
        )
      }
    >
      {data === undefined ? (
        error === null && <Skeleton rows={6} />
      ) : data.result.length === 0 && unhandled > 0 ? (
        // Never quiet beside a count that is not: the list is about to be read again.
        <Skeleton rows={Math.min(unhandled, 10)} />
      ) : data.result.length === 0 ? (
        <EmptyState title={overview.quiet} />
      ) : (
        <ul className={styles["longest"]} {...hand}>
          {data.result.map((row) => (
            <Problem key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Problem({ row }: { readonly row: LiveRow }) {
  const { overview } = useWords();
  const { ask, run, offReason } = useActions();
  const line = useRef<HTMLLIElement>(null);
  const targets = targetsOfRows([row]);
  const label = nameOf(row);
  return (
    <li ref={line} className={styles["problem"]}>
      <StateMark state={row.state} isShapeOnly />
      <span className={styles["label"]}>
        <ResourceLink resourceKey={row.key} host={row.host.name} service={row.type === "host" ? null : row.name} />
      </span>
      <span className={styles["since"]}>
        <TimeText time={row.since} form="age" />
      </span>
      <span className={styles["actions"]}>
        <Button
          look="plain"
          offReason={offReason}
          aria-label={`${overview.acknowledge}: ${label}`}
          onPress={() => ask("acknowledge", targets, line.current)}
        >
          {overview.acknowledgeShort}
        </Button>
        <Button
          look="plain"
          offReason={offReason}
          aria-label={`${overview.downtime}: ${label}`}
          onPress={() => ask("schedule-downtime", targets, line.current)}
        >
          {overview.downtimeShort}
        </Button>
        <Button
          look="plain"
          offReason={offReason}
          aria-label={`${overview.check}: ${label}`}
          onPress={() => void run({ action: "check", on: [row.key] }, label)}
        >
          {overview.checkShort}
        </Button>
      </span>
    </li>
  );
}
