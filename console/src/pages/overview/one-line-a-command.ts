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
  const oldest = meta.next === null ? undefined : result.at(-1);
  return lines.flatMap((line) => {
    const [event] = line;
    const count = new Set(line.map(({ key }) => key)).size;
    if (count < FEWEST) return line.map((one) => ({ event: one, count: 1, isCut: false }));
    return { event: event!, count, isCut: oldest !== undefined && areTogether(line.at(-1)!, oldest) };
  });
}

/** The same for what one command did. Comments and downtimes have a number each. */
const commandOf = ({ kind, by, output, reason }: HistoryEvent): string =>
  JSON.stringify([kind, by, output, reason.replace(/^(comment|downtime) \d+/, "$1")]);

const areTogether = (later: HistoryEvent, event: HistoryEvent): boolean =>
  Date.parse(later.time ?? "") - Date.parse(event.time ?? "") <= TOGETHER_MS;
