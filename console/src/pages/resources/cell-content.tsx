import { BellOff, Repeat } from "lucide-react";
import type { ReactNode } from "react";
import { fullTimeText, type TimeStyle } from "../../data/time.ts";
import { isProblemState } from "../../data/states.ts";
import type { ListedRow, LiveRow } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import type { Messages } from "../../words/messages.ts";
import { isVariable, type ColumnId } from "./columns.ts";
import styles from "./grid.module.css";

/** Acknowledged, in downtime, or explained by its host. */
export const isHandled = (row: LiveRow): boolean => row.acknowledgement !== null || row.downtime !== null;

/** A problem that further checks are still to confirm. */
export const isSoftProblem = ({ hard, state }: LiveRow): boolean => !hard && isProblemState(state);

/** Texts of the times of a row as of now; undefined: not shown. */
export interface AgesOfRow {
  readonly since: string | undefined;
  readonly lastCheck: string | undefined;
  readonly nextCheck: string | undefined;
}

export interface CellOptions {
  readonly row: ListedRow;
  readonly ages: AgesOfRow;
  readonly words: Messages;
  readonly timeStyle: TimeStyle;
}

/** What a column shows of a row. No component and no further element for a text: a list has hundreds of cells. */
export function cellContent(column: ColumnId, { row, ages, words }: CellOptions): ReactNode {
  if (isVariable(column)) return extraText(column, row) ?? nothing(words.resources);
  switch (column) {
    case "state":
      return stateContent(row, words.resources);
    case "host":
      return hostContent(row);
    case "service":
      return row.type === "host" ? nothing(words.resources) : row.name;
    case "since":
      return row.since === null ? <span className="muted">{ages.since}</span> : ages.since;
    case "last-check":
      return row.last_check === null ? <span className="muted">{ages.lastCheck}</span> : ages.lastCheck;
    case "next-check":
      return row.next_check === null ? nothing(words.resources) : ages.nextCheck;
    case "tries":
      return `${row.attempt}/${row.max_attempts}`;
    case "output":
      return row.output;
    case "handled":
      return handledContent(row, words.resources);
    case "notified":
      return row.told === 0 ? nothing(words.resources) : row.told;
    case "importance":
      return row.importance;
    case "poller":
      return row.poller;
    case "address":
      return row.host.address;
    case "groups":
      return extraText(column, row) ?? nothing(words.resources);
  }
}

/** Text of a column that a row has only if it was asked for; undefined: none. */
function extraText(column: "groups" | `var.${string}`, { groups, variables }: ListedRow): string | undefined {
  const text = column === "groups" ? groups?.join(", ") : variables?.[column.slice("var.".length)];
  return text === "" ? undefined : (text ?? undefined);
}

/** What a cell says to a pointer that rests on it: more than its text, or what does not fit. */
export function cellTitle(column: ColumnId, { row, timeStyle }: CellOptions): string | undefined {
  if (isVariable(column) || column === "groups") return extraText(column, row);
  switch (column) {
    case "host":
      return row.host.address === null ? row.host.name : `${row.host.name} (${row.host.address})`;
    case "service":
      return row.type === "host" ? undefined : row.name;
    case "since":
      return timeTitle(row.since, timeStyle);
    case "last-check":
      return timeTitle(row.last_check, timeStyle);
    case "next-check":
      return timeTitle(row.next_check, timeStyle);
    case "output":
      return row.output;
    case "handled":
      return row.acknowledgement?.comment ?? undefined;
    default:
      return undefined;
  }
}

const timeTitle = (time: string | null, style: TimeStyle): string | undefined =>
  time === null ? undefined : fullTimeText(Date.parse(time), style);

function stateContent(row: LiveRow, words: Messages["resources"]) {
  const mark = <StateMark state={row.state} isHandled={isHandled(row)} isSoft={isSoftProblem(row)} />;
  if (!row.flapping) return mark;
  return (
    <span className={styles["state"]}>
      {mark}
      <span className={styles["icon"]} title={words.flapping}>
        <Repeat size={12} aria-hidden />
        <span className="for-screen-readers">{words.flapping}</span>
      </span>
    </span>
  );
}

/** The host of a service says so itself when it is not UP: it explains the service. */
function hostContent({ type, host }: LiveRow) {
  if (type === "host" || host.state === "UP" || host.state === "PENDING") return host.name;
  return (
    <span className={styles["host"]}>
      <StateMark state={host.state} isShapeOnly />
      <span className={styles["cut"]}>{host.name}</span>
    </span>
  );
}

function handledContent({ acknowledgement, downtime, notifies }: LiveRow, words: Messages["resources"]) {
  if (acknowledgement !== null)
    return acknowledgement.author === null ? words.acknowledged : words.acknowledgedBy(acknowledgement.author);
  if (downtime !== null) return words.downtime;
  if (notifies) return null;
  return (
    <span className={styles["icon"]} title={words.notificationsOff}>
      <BellOff size={12} aria-hidden />
      <span className="for-screen-readers">{words.notificationsOff}</span>
    </span>
  );
}

const nothing = (words: Messages["resources"]) => <span className="muted">{words.noService}</span>;
