import { visitAll, type Work } from "../../lib/cooperative.ts";
import type { ResourceKind } from "../../model/state-code.ts";
import { cut, difference, intersection, lengthMs, setOf, type Interval, type IntervalSet } from "./intervals.ts";
import { verdictOf, type Policy } from "./policy.ts";
import { statusesOf, type Status } from "./status.ts";
import type { AcknowledgedSpan, Timeline } from "./timeline.ts";
import type { VerdictSpan } from "./verdicts.ts";

export interface AvailabilityInput {
  readonly kind: ResourceKind;
  readonly timeline: Timeline;
  /** Times of the range in which the time period is open. */
  readonly openings: IntervalSet;
  readonly policy: Policy;
}

/** One status: time outside downtime and time in downtime. */
export interface StatusRow {
  readonly status: Status;
  readonly outsideDowntimeMs: number;
  readonly inDowntimeMs: number;
}

/** Time without a break in which the status counts as bad, were it not for downtime. Clipped to the range. */
export interface Outage extends Interval {
  /** In order of appearance, each once. */
  readonly statuses: readonly Status[];
  /** Service time of it. */
  readonly durationMs: number;
  /** Part of `durationMs` in downtime. */
  readonly inDowntimeMs: number;
  /** Part of `durationMs` that the policy counts as bad. */
  readonly badMs: number;
  /** The problem was there when the range began. */
  readonly beganBefore: boolean;
  /** The problem is still there when the range ends. */
  readonly continuesAfter: boolean;
  /** The parts within the outage. */
  readonly acknowledgements: readonly AcknowledgedSpan[];
}

/** What adds up over adjacent ranges. */
export interface AvailabilityPart {
  readonly serviceTimeMs: number;
  /** All statuses of the kind; the times add up to the service time. */
  readonly table: readonly StatusRow[];
  readonly flappingMs: number;
  readonly acknowledgedMs: number;
  /** Also those without service time, which may have some beyond the range. */
  readonly outages: readonly Outage[];
  /** Verdicts over the service time. */
  readonly verdicts: readonly VerdictSpan[];
}

/** Counts one range. */
export function* partOf(input: AvailabilityInput): Work<AvailabilityPart> {
  const { kind, timeline, openings, policy } = input;
  const serviceTime = yield* intersection(yield* cut(openings, [timeline.range]), timeline.configured);
  const cells = yield* cellsOf(timeline, serviceTime);
  const table = yield* tableOf(kind, cells);
  const verdicts = cells.map(({ from, to, status, isInDowntime }) => ({
    from,
    to,
    verdict: verdictOf(policy, status, isInDowntime),
  }));
  const acknowledged = yield* setOf(timeline.acknowledged);
  return {
    serviceTimeMs: lengthMs(serviceTime),
    table,
    flappingMs: lengthMs(yield* intersection(timeline.flapping, serviceTime)),
    acknowledgedMs: lengthMs(yield* intersection(acknowledged, serviceTime)),
    outages: yield* outagesOf(timeline, serviceTime, verdicts, policy),
    verdicts,
  };
}

/** Part of the service time with one status, all in downtime or all outside. */
interface Cell extends Interval {
  readonly status: Status;
  readonly isInDowntime: boolean;
}

function* cellsOf({ statuses, downtime }: Timeline, serviceTime: IntervalSet): Work<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const isInDowntime of [true, false]) {
    const part = yield* (isInDowntime ? intersection : difference)(serviceTime, downtime);
    yield* visitAll(yield* cut(statuses, part), ({ from, to, status }) => {
      cells.push({ from, to, status, isInDowntime });
    });
  }
  return cells.sort((a, b) => a.from - b.from);
}

function* tableOf(kind: ResourceKind, cells: readonly Cell[]): Work<readonly StatusRow[]> {
  const sums = new Map(statusesOf(kind).map((status) => [status, { outside: 0, inside: 0 }]));
  yield* visitAll(cells, ({ from, to, status, isInDowntime }) => {
    sums.get(status)![isInDowntime ? "inside" : "outside"] += to - from;
  });
  return [...sums].map(([status, { outside, inside }]) => ({
    status,
    outsideDowntimeMs: outside,
    inDowntimeMs: inside,
  }));
}

function* outagesOf(
  { range, statuses, downtime, acknowledged }: Timeline,
  serviceTime: IntervalSet,
  verdicts: readonly VerdictSpan[],
  policy: Policy,
): Work<readonly Outage[]> {
  const problems = statuses.filter(({ status }) => verdictOf(policy, status, false) === "bad");
  const parts = {
    problems: partsOf(problems),
    served: partsOf(serviceTime),
    downtime: partsOf(yield* intersection(serviceTime, downtime)),
    bad: partsOf(verdicts.filter(({ verdict }) => verdict === "bad")),
    acknowledged: partsOf(acknowledged),
  };
  const outages: Outage[] = [];
  yield* visitAll(yield* setOf(problems), ({ from, to }) => {
    const outage = { from, to };
    outages.push({
      ...outage,
      statuses: [...new Set(parts.problems(outage).map(({ status }) => status))],
      durationMs: commonMs(parts.served(outage), outage),
      inDowntimeMs: commonMs(parts.downtime(outage), outage),
      badMs: commonMs(parts.bad(outage), outage),
      acknowledgements: parts.acknowledged(outage).map((span) => ({
        ...span,
        from: Math.max(span.from, from),
        to: Math.min(span.to, to),
      })),
      beganBefore: outage.from === range.from,
      continuesAfter: outage.to === range.to,
    });
  });
  return outages;
}

/**
 * Function that gives the spans which overlap an interval. Spans are in order and disjoint; the intervals asked for are
 * as well, so that all answers together take one walk.
 */
function partsOf<Span extends Interval>(spans: readonly Span[]): (interval: Interval) => readonly Span[] {
  let first = 0;
  return ({ from, to }) => {
    while (first < spans.length && spans[first]!.to <= from) first += 1;
    let end = first;
    while (end < spans.length && spans[end]!.from < to) end += 1;
    return spans.slice(first, end);
  };
}

const commonMs = (spans: readonly Interval[], { from, to }: Interval): number =>
  spans.reduce((sum, span) => sum + Math.min(span.to, to) - Math.max(span.from, from), 0);
