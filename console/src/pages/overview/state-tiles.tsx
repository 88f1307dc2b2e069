import type { ResourceType, State, StateCounts } from "../../data/wire.ts";
import { Card } from "../../parts/card.tsx";
import { ResourcesLink } from "../../parts/resources-link.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./overview.module.css";

/** Shown also with none, so that each keeps its place. */
const STATES: Readonly<Record<ResourceType, readonly State[]>> = {
  host: ["DOWN", "UNREACHABLE", "UP"],
  service: ["CRITICAL", "WARNING", "UNKNOWN", "OK"],
};

interface Properties {
  readonly kind: ResourceType;
  readonly counts: StateCounts;
}

/** Hosts, or services, by state: all of them, and those that nobody has handled. */
export function StateTiles({ kind, counts }: Properties) {
  const { overview } = useWords();
  const all = Object.values(counts);
  const sum = (of: "total" | "acknowledged" | "downtime"): number => all.reduce((total, one) => total + one[of], 0);
  const states: readonly State[] = counts.PENDING === undefined ? STATES[kind] : [...STATES[kind], "PENDING"];
  const [acknowledged, downtime] = [sum("acknowledged"), sum("downtime")];
  return (
    <Card
      title={
        <ResourcesLink q={`type:${kind}`}>
          {kind === "host" ? overview.hosts(sum("total")) : overview.services(sum("total"))}
        </ResourcesLink>
      }
      aside={
        <span className={styles["handled"]}>
          {acknowledged > 0 && (
            <ResourcesLink q={`type:${kind} is:acknowledged`}>{overview.acknowledged(acknowledged)}</ResourcesLink>
          )}
          {downtime > 0 && (
            <ResourcesLink q={`type:${kind} is:downtime`}>{overview.inDowntime(downtime)}</ResourcesLink>
          )}
        </span>
      }
    >
      <ul className={styles["states"]}>
        {states.map((state) => {
          const { total = 0, unhandled = 0 } = counts[state] ?? {};
          return (
            <li key={state} className={styles["state"]} data-none={total === 0 || undefined}>
              <ResourcesLink className={styles["number"]} q={`type:${kind} state:${state}`}>
                <b>{groupedNumber(total)}</b>
                <StateMark state={state} isHandled={total > 0 && unhandled === 0 && state !== "UP" && state !== "OK"} />
              </ResourcesLink>
              {unhandled > 0 && (
                <ResourcesLink className={styles["unhandled"]} q={`is:unhandled type:${kind} state:${state}`}>
                  {overview.unhandled(unhandled)}
                </ResourcesLink>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
