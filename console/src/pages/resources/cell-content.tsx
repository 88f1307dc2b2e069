import { BellOff, Repeat } from "lucide-react";
import { isProblemState } from "../../data/states.ts";
import type { ListedRow, LiveRow } from "../../data/wire.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useWords } from "../../words/use-words.tsx";
import { AgeText } from "./age-text.tsx";
import { isVariable, type ColumnId } from "./columns.ts";
import styles from "./grid.module.css";

/** Acknowledged, in downtime, or explained by its host. */
export const isHandled = (row: LiveRow): boolean => row.acknowledgement !== null || row.downtime !== null;

/** A problem that further checks are still to confirm. */
export const isSoftProblem = ({ hard, state }: LiveRow): boolean => !hard && isProblemState(state);

/** What a column shows of a row. */
export function CellContent({ column, row }: { readonly column: ColumnId; readonly row: ListedRow }) {
  if (isVariable(column)) return <TextCell text={row.variables?.[column.slice("var.".length)] ?? null} />;
  switch (column) {
    case "state":
      return <StateCell row={row} />;
    case "host":
      return <HostCell row={row} />;
    case "service":
      return row.type === "host" ? <NoService /> : <span title={row.name}>{row.name}</span>;
    case "since":
      return <AgeText time={row.since} />;
    case "last-check":
      return <AgeText time={row.last_check} />;
    case "next-check":
      return row.next_check === null ? <NoService /> : <AgeText time={row.next_check} />;
    case "tries":
      return (
        <>
          {row.attempt}/{row.max_attempts}
        </>
      );
    case "output":
      return <span title={row.output}>{row.output}</span>;
    case "handled":
      return <HandledCell row={row} />;
    case "notified":
      return row.told === 0 ? <NoService /> : <>{row.told}</>;
    case "importance":
      return <>{row.importance}</>;
    case "poller":
      return <>{row.poller}</>;
    case "address":
      return <>{row.host.address}</>;
    case "groups":
      return <TextCell text={row.groups?.join(", ") ?? null} />;
  }
}

function TextCell({ text }: { readonly text: string | null }) {
  return text === null || text === "" ? <NoService /> : <span title={text}>{text}</span>;
}

function StateCell({ row }: { readonly row: LiveRow }) {
  const words = useWords().resources;
  return (
    <span className={styles["state"]}>
      <StateMark state={row.state} isHandled={isHandled(row)} isSoft={isSoftProblem(row)} />
      {row.flapping && (
        <span className={styles["icon"]} title={words.flapping}>
          <Repeat size={12} aria-hidden />
          <span className="for-screen-readers">{words.flapping}</span>
        </span>
      )}
    </span>
  );
}

/** The host of a service says so itself when it is not UP: it explains the service. */
function HostCell({ row }: { readonly row: LiveRow }) {
  const { host } = row;
  const isToTell = row.type === "service" && host.state !== "UP" && host.state !== "PENDING";
  return (
    <span className={styles["host"]} title={host.address === null ? host.name : `${host.name} (${host.address})`}>
      {isToTell && <StateMark state={host.state} isShapeOnly />}
      <span className={styles["cut"]}>{host.name}</span>
    </span>
  );
}

function HandledCell({ row }: { readonly row: LiveRow }) {
  const words = useWords().resources;
  const { acknowledgement, downtime } = row;
  if (acknowledgement !== null) {
    const { author, comment } = acknowledgement;
    return (
      <span title={comment ?? undefined}>{author === null ? words.acknowledged : words.acknowledgedBy(author)}</span>
    );
  }
  if (downtime !== null) return <span>{words.downtime}</span>;
  if (!row.notifies)
    return (
      <span className={styles["icon"]} title={words.notificationsOff}>
        <BellOff size={12} aria-hidden />
        <span className="for-screen-readers">{words.notificationsOff}</span>
      </span>
    );
  return null;
}

function NoService() {
  const words = useWords().resources;
  return <span className="muted">{words.noService}</span>;
}
