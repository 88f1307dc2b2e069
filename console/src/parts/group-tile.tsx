import type { LiveGroup } from "../data/wire-groups.ts";
import { written } from "../data/query-text.ts";
import { groupedNumber } from "../words/count.ts";
import { useWords } from "../words/use-words.tsx";
import { ResourcesLink } from "./resources-link.tsx";
import { StateMark } from "./state-mark.tsx";
import styles from "./group-tile.module.css";

/** Search that finds the members of a group which it counts. */
export const queryOfGroup = ({ kind, name }: Pick<LiveGroup, "kind" | "name">): string =>
  `${kind === "host" ? "group" : "servicegroup"}:${written(name)}`;

/** The alias of a group, unless its name says as much. */
export function GroupAlias({ group: { name, alias } }: { readonly group: Pick<LiveGroup, "name" | "alias"> }) {
  const isOfItsOwn = alias !== "" && alias.toLowerCase() !== name.toLowerCase();
  return isOfItsOwn && <span className="muted">{alias}</span>;
}

/** A group as a tile whose area grows with the number of its members. It leads to its unhandled problems, or to all. */
export function GroupTile({ group }: { readonly group: LiveGroup }) {
  const { groups } = useWords();
  const state = group.worst_unhandled ?? group.worst;
  const isQuiet = group.unhandled === 0;
  return (
    <ResourcesLink
      className={styles["tile"]}
      q={isQuiet ? queryOfGroup(group) : `is:unhandled ${queryOfGroup(group)}`}
      style={{ flexBasis: `${Math.min(280, Math.round(84 + 7 * Math.sqrt(group.size)))}px` }}
      data-unhandled={isQuiet ? undefined : ""}
      title={group.alias === group.name ? undefined : group.alias}
    >
      <span className={styles["name"]}>
        {state !== null && (
          <StateMark state={state} isShapeOnly isHandled={isQuiet && group.worst !== "OK" && group.worst !== "UP"} />
        )}
        {group.name}
      </span>
      <span className={styles["count"]}>
        {isQuiet ? groups.members(group.size) : groups.unhandledOf(group.unhandled, groupedNumber(group.size))}
      </span>
    </ResourcesLink>
  );
}
