import type { EventLogPage, HistoryEvent } from "../../data/wire-detail.ts";
import { oneLineEach } from "./one-line-each.ts";

/** What happened to one host or service, or by one command to several. */
export interface JustNowLine {
  /** The newest. */
  readonly event: HistoryEvent;
  /** Hosts and services. */
  readonly count: number;
  /** There may be older ones that were not read. */
  readonly isCut: boolean;
}

/** What one command does to many, and what comes of it. */
const OF_COMMANDS: ReadonlySet<string> = new Set([
  "acknowledgement-set",
  "acknowledgement-cancelled",
  "downtime-scheduled",
  "downtime-started",
  "downtime-ended",
  "downtime-cancelled",
  "comment-added",
  "comment-deleted",
  "adaptive-changed",
  "operator-action",
]);
const AUDIT = "operator-action";
/** Fewer are named. */
const FEWEST = 3;
/** From one commit of a command to the next. */
const TOGETHER_MS = 2_000;

/** The lines of what was read of the history, newest first: one for each act, and for each command on many. */
export function oneLineACommand({ result, meta }: EventLogPage): readonly JustNowLine[] {
  const lines: HistoryEvent[][] = [];
  const newest = new Map<string, HistoryEvent[]>();
  for (const event of oneLineEach(result)) {
    const command = commandOf(event);
    const line = newest.get(command);
    if (line !== undefined && OF_COMMANDS.has(event.kind) && areTogether(line.at(-1)!, event)) {
      line.push(event);
      continue;
    }
    const begun = [event];
    newest.set(command, begun);
    lines.push(begun);
  }
  const cut = meta.next === null ? undefined : oldestOf(lines);
  return lines
    .filter((line) => cut === undefined || line === cut || !isAuditOf(line, cut))
    .flatMap((line) => {
      const count = new Set(line.map(({ key }) => key)).size;
      return count < FEWEST
        ? line.map((event) => ({ event, count: 1, isCut: false }))
        : [{ event: line[0]!, count, isCut: line === cut }];
    });
}

/** The line that may go on in what was not read. */
function oldestOf(lines: readonly HistoryEvent[][]): HistoryEvent[] | undefined {
  const acts = lines.filter(([event]) => event!.kind !== AUDIT);
  const [first] = (acts.length > 0 ? acts : lines).toSorted((one, other) => one.at(-1)!.id - other.at(-1)!.id);
  return first;
}

/** Whether a line is audits alone, of what another tells as far as it was read: those of one commit come after it. */
const isAuditOf = (line: readonly HistoryEvent[], act: readonly HistoryEvent[]): boolean =>
  line[0]!.kind === AUDIT && line[0]!.id > act[0]!.id && areTogether(line.at(-1)!, act[0]!);

/** The same for what one command did. Comments and downtimes have a number each. */
const commandOf = ({ kind, by, output, reason }: HistoryEvent): string =>
  JSON.stringify([kind, by, output, reason.replace(/^(comment|downtime) \d+/, "$1")]);

const areTogether = (later: HistoryEvent, event: HistoryEvent): boolean =>
  Date.parse(later.time ?? "") - Date.parse(event.time ?? "") <= TOGETHER_MS;
