import type { HistoryEvent } from "../../data/wire-detail.ts";

/** What an operator does to one host or service, as the history tells it beside the line of the audit. */
const ACTS: ReadonlySet<string> = new Set([
  "acknowledgement-set",
  "acknowledgement-ended",
  "downtime-scheduled",
  "downtime-cancelled",
  "comment-added",
  "comment-deleted",
  "adaptive-changed",
]);
const AUDIT = "operator-action";
/** Audit of results, which are no act of a line of its own. */
const SUBMITTED = /^(?:\d+ (?:of \d+ )?)?check results? submitted /;

/**
 * The lines of the history, newest first, with one for each act: without the comment that an acknowledgement leaves, the
 * start of a downtime that begins at once, and the audit of what another line tells.
 */
export function oneLineEach(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  const dropped = new Set<number>();
  for (const together of byMoment(events)) {
    const acts = together.filter((event) => ACTS.has(event.kind) && !isPartOf(event, together));
    for (const event of together) if (isPartOf(event, together)) dropped.add(event.id);
    // Acts are told in their order, each before its audit.
    const audits = together.filter(({ kind, reason }) => kind === AUDIT && !SUBMITTED.test(reason)).toReversed();
    for (const { id } of audits.slice(0, acts.length)) dropped.add(id);
  }
  return events.filter(({ id }) => !dropped.has(id));
}

/** An act and its audit may be on both sides of a full second. */
const TOGETHER_MS = 1_000;

/** Events of one host or service that come one right after the other. */
function* byMoment(events: readonly HistoryEvent[]): Generator<readonly HistoryEvent[]> {
  const ofResources = Map.groupBy(
    events.filter(({ key }) => key !== null),
    ({ key }) => key,
  );
  for (const those of ofResources.values()) {
    let together: HistoryEvent[] = [];
    for (const event of those) {
      const later = together.at(-1);
      if (later !== undefined && Date.parse(later.time ?? "") - Date.parse(event.time ?? "") > TOGETHER_MS) {
        yield together;
        together = [];
      }
      together.push(event);
    }
    yield together;
  }
}

function isPartOf({ kind, output, by }: HistoryEvent, together: readonly HistoryEvent[]): boolean {
  if (kind === "comment-added")
    return together.some((one) => one.kind === "acknowledgement-set" && one.output === output && one.by === by);
  return (
    kind === "downtime-started" && together.some((one) => one.kind === "downtime-scheduled" && one.output === output)
  );
}
