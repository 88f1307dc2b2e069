import type { Simulated, Target } from "./explain-client.ts";
import { zonedTime } from "./local-time.ts";

type Row = Simulated["result"][number];

/** Decisions that differ in their times only. */
interface Repeated {
  readonly first: Row;
  readonly last: Row;
  readonly count: number;
}

/**
 * Simulation in words: who would be notified, then each different decision once with its number of repetitions, those
 * that notify before the others; with `isVerbose` every decision in the order of time.
 */
export function simulationText(
  { name, kind }: Target,
  state: string,
  { result, is_complete: isComplete, zone }: Simulated,
  isVerbose: boolean,
): string {
  const rows = isVerbose
    ? result.map((row) => rowText(row, zone))
    : repeatedIn(result)
        .toSorted((one, other) => ORDER[one.first.outcome]! - ORDER[other.first.outcome]!)
        .map((repeated) => repeatedText(repeated, zone));
  return [
    `If ${kind} ${name} went ${state}, ${notifiedText(result)}:`,
    ...rows,
    ...(isComplete ? [] : ["… and so on"]),
    ...(rows.length < result.length ? ["", `--verbose shows all ${result.length} decisions by time.`] : []),
    "",
  ].join("\n");
}

const ORDER: Readonly<Record<string, number>> = { told: 0, waiting: 1, "not-told": 2 };

function notifiedText(rows: readonly Row[]): string {
  const contacts = new Set(rows.flatMap(({ outcome, contact }) => (outcome === "told" ? [contact ?? "all"] : [])));
  return `${contacts.size === 0 ? "nobody" : [...contacts].join(", ")} would be notified`;
}

function repeatedIn(rows: readonly Row[]): readonly Repeated[] {
  const groups = Map.groupBy(rows, ({ contact, outcome, text, is_escalated: isEscalated }) =>
    JSON.stringify([contact, outcome, isEscalated, text.replaceAll(TIME, "")]),
  );
  return [...groups.values()].map((group) => ({ first: group[0]!, last: group.at(-1)!, count: group.length }));
}

/** Times and days in the words of the server. */
const TIME = /(\d{4}-\d\d-\d\d |(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d\d:\d\d(:\d\d)?/g;

function repeatedText({ first, last, count }: Repeated, zone: string): string {
  if (count === 1) return rowText(first, zone);
  const times = count === 2 ? "once more" : `${count - 1} times more, the last`;
  return `${rowText(first, zone)}, ${times} at ${zonedTime(last.time, zone)}`;
}

function rowText(row: Row, zone: string): string {
  const { time, text, notification_number: number, is_escalated: isEscalated } = row;
  const numbered = number === null ? "" : ` (notification ${number}${isEscalated ? ", escalated" : ""})`;
  return `${zonedTime(time, zone)}  ${text}${numbered}`;
}
