import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../data/client.ts";
import { STATES_BY_SEVERITY } from "../../data/states.ts";
import type { LiveGroup, LiveGroups } from "../../data/wire-groups.ts";
import type { ResourceType, State } from "../../data/wire.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { GroupAlias, queryOfGroup } from "../../parts/group-tile.tsx";
import { ResourcesLink } from "../../parts/resources-link.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useRefreshed } from "../../parts/use-refreshed.ts";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import styles from "./groups.module.css";

const MAX_LINES = 200;

/** Groups of one kind, the worst first; `part`: only those with it in their name. */
export function GroupTable({ kind, part }: { readonly kind: ResourceType; readonly part: string }) {
  const { groups } = useWords();
  const hand = useRefreshed(["groups", kind]);
  const { data, error, refetch } = useQuery({
    queryKey: ["groups", kind],
    queryFn: ({ signal }) => get<LiveGroups>("/api/groups", { query: { kind }, signal }),
  });
  const failure = { what: groups[kind], error, retry: () => void refetch() };
  const wanted = part.trim().toLowerCase();
  const found = (data?.result ?? []).filter(({ name, alias }) => `${name}\n${alias}`.toLowerCase().includes(wanted));
  const shown = found.slice(0, MAX_LINES);
  const slots = STATES_BY_SEVERITY.filter((state) => shown.some(({ counts }) => counts[state] !== undefined));
  return (
    <Card failure={failure} title={groups[kind]} aside={data !== undefined && groupedNumber(found.length)}>
      {data === undefined ? (
        error === null && <Skeleton rows={6} />
      ) : shown.length === 0 ? (
        <EmptyState title={wanted === "" ? groups.none : groups.noMatch} />
      ) : (
        <>
          <table className={styles["table"]} {...hand}>
            <thead>
              <tr>
                <th scope="col">{groups.name}</th>
                <th scope="col" className={styles["count"]}>
                  {groups.unhandled}
                </th>
                <th scope="col">{groups.states}</th>
                <th scope="col" className={styles["count"]}>
                  {groups.size}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((group) => (
                <GroupLine key={group.key} group={group} slots={slots} />
              ))}
            </tbody>
          </table>
          {shown.length < found.length && (
            <p className={styles["more"]}>{groups.onlyFirst(shown.length, found.length)}</p>
          )}
        </>
      )}
    </Card>
  );
}

function GroupLine({ group, slots }: { readonly group: LiveGroup; readonly slots: readonly State[] }) {
  const { kind, id, name, unhandled, worst, worst_unhandled: worstUnhandled, counts, size } = group;
  const q = queryOfGroup(group);
  const state = worstUnhandled ?? worst;
  return (
    <tr>
      <th scope="row">
        <span className={styles["name"]}>
          {state !== null && (
            <StateMark state={state} isShapeOnly isHandled={worstUnhandled === null && !isFine(state)} />
          )}
          <Link to="/groups/$kind/$id" params={{ kind, id: String(id) }}>
            {name}
          </Link>
          <GroupAlias group={group} />
        </span>
      </th>
      <td className={styles["count"]}>
        {unhandled > 0 && <ResourcesLink q={`is:unhandled ${q}`}>{groupedNumber(unhandled)}</ResourcesLink>}
      </td>
      <td>
        <StateCountLinks counts={counts} q={q} slots={slots} />
      </td>
      <td className={styles["count"]}>
        <ResourcesLink q={q}>{groupedNumber(size)}</ResourcesLink>
      </td>
    </tr>
  );
}

const isFine = (state: State): boolean => state === "OK" || state === "UP" || state === "PENDING";

interface StateCountProperties {
  readonly counts: LiveGroup["counts"];
  readonly q: string;
  /** States that have a place of their own also without any, so that lines are aligned. Default: none. */
  readonly slots?: readonly State[];
}

/** Numbers by state, the worst first; each leads to what it counts. */
export function StateCountLinks({ counts, q, slots = [] }: StateCountProperties) {
  return (
    <span className={styles["states"]}>
      {STATES_BY_SEVERITY.map((state) => {
        const count = counts[state];
        if (count === undefined)
          return slots.includes(state) ? <span key={state} className={styles["state"]} data-none /> : null;
        return (
          <ResourcesLink key={state} q={`state:${state} ${q}`} className={styles["state"]}>
            {/* OK and UP have the same shape. */}
            <StateMark state={state} isShapeOnly={state !== "OK" && state !== "UP"} />
            {groupedNumber(count)}
          </ResourcesLink>
        );
      })}
    </span>
  );
}
