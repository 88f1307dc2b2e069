import type { UnixSeconds } from "../../lib/clock.ts";
import { visitAll, type Work } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { isProblem, type ResourceKind } from "../../model/state-code.ts";
import {
  factsAfter,
  serverFactsAfter,
  type AcknowledgementFact,
  type ResourceFacts,
  type ServerFacts,
} from "../../model/timeline-facts.ts";
import { cut, difference, intersection, setOf, union, type Interval, type IntervalSet } from "./intervals.ts";
import { statusOfState, type Status } from "./status.ts";

/** Facts just before `range.from`, and the events from then up to `knownUntil`, in order. */
export interface Known<Facts> {
  readonly before: Facts;
  readonly events: readonly HistoryEvent[];
}

export interface TimelineInput {
  readonly kind: ResourceKind;
  readonly range: Interval;
  /** End of the events, at or after `range.to`. How to choose it: `knownUntilOf`. */
  readonly knownUntil: number;
  readonly resource: Known<ResourceFacts>;
  /** Downtimes of the host of a service. */
  readonly host: Known<ResourceFacts> | null;
  readonly server: Known<ServerFacts>;
  /** A longer time without monitoring counts as `unmonitored`. */
  readonly toleratedGapMs: number;
  /** A hard problem counts from its first soft result. */
  readonly countsSoftProblems: boolean;
}

export interface StatusSpan extends Interval {
  readonly status: Status;
}

export interface AcknowledgedSpan extends Interval, AcknowledgementFact {}

/** What holds when, within the range. */
export interface Timeline {
  readonly range: Interval;
  /** Covers the range without a hole; no two neighbours are equal. */
  readonly statuses: readonly StatusSpan[];
  /** Of the resource, or of its host. */
  readonly downtime: IntervalSet;
  readonly flapping: IntervalSet;
  readonly acknowledged: readonly AcknowledgedSpan[];
  readonly configured: IntervalSet;
}

/**
 * A time without monitoring that reaches `range.to` is measured beyond it: so far that its length is decided, but not
 * beyond the present.
 */
export const knownUntilOf = (range: Interval, toleratedGapMs: number, now: number): number =>
  Math.max(range.to, Math.min(now, range.to + toleratedGapMs + 1_000));

/** What is known from a later time on. */
export function factsFrom<Facts>(
  { before, events }: Known<Facts>,
  from: number,
  after: (facts: Facts, event: HistoryEvent) => Facts,
): Known<Facts> {
  const found = events.findIndex(({ at }) => msOf(at) >= from);
  const passed = found === -1 ? events.length : found;
  return { before: events.slice(0, passed).reduce(after, before), events: events.slice(passed) };
}

/** True if a soft problem that began in the range has not become hard or ended in the events that are known. */
export function* endsInSoftProblem({ range, resource }: Pick<TimelineInput, "range" | "resource">): Work<boolean> {
  let facts = resource.before;
  yield* visitAll(resource.events, (event) => {
    facts = factsAfter(facts, event);
  });
  const { softSince } = facts;
  return softSince !== null && msOf(softSince) < range.to;
}

export function* timelineOf(input: TimelineInput): Work<Timeline> {
  const { range, resource, host } = input;
  const whole: IntervalSet = [range];
  const facts = yield* stepsOf(resource, factsAfter, input);
  const factsOfHost = host === null ? [] : yield* stepsOf(host, factsAfter, input);
  const isInDowntime = ({ downtimes }: ResourceFacts): boolean => downtimes.length > 0;
  const downtime = yield* union(yield* whenTrue(facts, isInDowntime), yield* whenTrue(factsOfHost, isInDowntime));
  const flapping = yield* whenTrue(facts, ({ isFlapping }) => isFlapping);
  const configured = yield* whenTrue(facts, ({ isConfigured }) => isConfigured === true);
  const unmonitored = yield* unmonitoredOf(input, facts);
  return {
    range,
    statuses: yield* spansOf(yield* hardStatuses(input), unmonitored, range),
    downtime: yield* intersection(downtime, whole),
    flapping: yield* intersection(flapping, whole),
    acknowledged: yield* acknowledgedOf(facts, range),
    configured: yield* intersection(configured, whole),
  };
}

const msOf = (time: UnixSeconds): number => Math.round(time * 1000);

/** Facts from one event to the next. */
interface Step<Facts> extends Interval {
  readonly facts: Facts;
}

function* stepsOf<Facts>(
  { before, events }: Known<Facts>,
  after: (facts: Facts, event: HistoryEvent) => Facts,
  { range, knownUntil }: Pick<TimelineInput, "range" | "knownUntil">,
): Work<readonly Step<Facts>[]> {
  const steps: Step<Facts>[] = [];
  let [facts, from] = [before, range.from];
  yield* visitAll(events, (event) => {
    const at = msOf(event.at);
    if (at > from) {
      steps.push({ from, to: at, facts });
      from = at;
    }
    facts = after(facts, event);
  });
  steps.push({ from, to: knownUntil, facts });
  return steps;
}

const whenTrue = <Facts>(steps: readonly Step<Facts>[], holds: (facts: Facts) => boolean): Work<IntervalSet> =>
  setOf(steps.filter(({ facts }) => holds(facts)));

/** Times without monitoring that last longer than tolerated, each as a whole, whatever part of it is in the range. */
function* unmonitoredOf(input: TimelineInput, facts: readonly Step<ResourceFacts>[]): Work<IntervalSet> {
  const { kind, server, toleratedGapMs } = input;
  const ofServer = yield* stepsOf(server, serverFactsAfter, input);
  const gaps = yield* setOf([
    ...since(ofServer, ({ stoppedSince }) => stoppedSince),
    ...since(ofServer, kind === "host" ? (of) => of.hostChecksOffSince : (of) => of.serviceChecksOffSince),
    ...since(facts, ({ checksOffSince }) => checksOffSince),
  ]);
  return gaps.filter(({ from, to }) => to - from > toleratedGapMs);
}

/** Steps in which something is off, each from the time since when it is. */
const since = <Facts>(steps: readonly Step<Facts>[], offSince: (facts: Facts) => number | null): Interval[] =>
  steps.flatMap(({ facts, to }) => {
    const from = offSince(facts);
    return from === null ? [] : [{ from: msOf(from), to }];
  });

/** Statuses from their instants on, as the results tell. */
function* hardStatuses({ kind, range, resource, countsSoftProblems }: TimelineInput): Work<readonly StatusSpan[]> {
  const statusOf = (facts: ResourceFacts): Status =>
    facts.hardState === null ? (facts.isPending ? "pending" : "unmonitored") : statusOfState(kind, facts.hardState);
  const changes = [{ from: range.from, status: statusOf(resource.before) }];
  let facts = resource.before;
  yield* visitAll(resource.events, (event) => {
    const next = factsAfter(facts, event);
    const becomesHard = next.softSince === null && isProblem(next.hardState ?? 0);
    const begins = countsSoftProblems && becomesHard && facts.softSince !== null ? facts.softSince : event.at;
    const status = statusOf(next);
    if (status !== changes.at(-1)!.status) changes.push({ from: Math.max(range.from, msOf(begins)), status });
    facts = next;
  });
  return changes.map((change, index) => ({ ...change, to: changes[index + 1]?.from ?? Infinity }));
}

function* spansOf(
  statuses: readonly StatusSpan[],
  unmonitored: IntervalSet,
  range: Interval,
): Work<readonly StatusSpan[]> {
  const known = yield* cut(statuses, yield* difference([range], unmonitored));
  const gaps = (yield* intersection(unmonitored, [range])).map((part): StatusSpan => ({
    ...part,
    status: "unmonitored",
  }));
  const spans: StatusSpan[] = [];
  yield* visitAll(
    [...known, ...gaps].sort((a, b) => a.from - b.from),
    (span) => {
      const last = spans.at(-1);
      if (last?.status === span.status) spans[spans.length - 1] = { ...last, to: span.to };
      else spans.push(span);
    },
  );
  return spans;
}

function* acknowledgedOf(facts: readonly Step<ResourceFacts>[], range: Interval): Work<readonly AcknowledgedSpan[]> {
  const spans: AcknowledgedSpan[] = [];
  yield* visitAll(facts, ({ from, to, facts: { acknowledgement } }) => {
    if (acknowledgement === null || from >= range.to) return;
    const last = spans.at(-1);
    const span = { from, to: Math.min(to, range.to), ...acknowledgement };
    if (last?.to === from && last.at === span.at && last.by === span.by)
      spans[spans.length - 1] = { ...last, to: span.to };
    else spans.push(span);
  });
  return spans;
}
