import type { ResourceKind } from "../../model/state-code.ts";
import { cut, difference, intersection, lengthMs, setOf, union, type Interval, type IntervalSet } from "./intervals.ts";
import { verdictOf, type Policy } from "./policy.ts";
import { statusesOf, type Status } from "./status.ts";
import type { AcknowledgedSpan, Timeline } from "./timeline.ts";
import { reliabilityOf, totalsOf, type Reliability, type Totals, type VerdictSpan } from "./verdicts.ts";

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
  readonly acknowledgements: readonly AcknowledgedSpan[];
}

export interface Availability extends Totals, Reliability {
  readonly serviceTimeMs: number;
  /** All statuses of the kind; the times add up to the service time. */
  readonly table: readonly StatusRow[];
  readonly flappingMs: number;
  readonly acknowledgedMs: number;
  /** Those with bad time are the failures. */
  readonly outages: readonly Outage[];
  /** Verdicts over the service time, for groups. */
  readonly verdicts: readonly VerdictSpan[];
}

export function availabilityOf(input: AvailabilityInput): Availability {
  const { kind, timeline, openings, policy } = input;
  const serviceTime = intersection(openings, timeline.configured);
  const cells = cellsOf(timeline, serviceTime);
  const table = statusesOf(kind).map((status) => ({
    status,
    outsideDowntimeMs: lengthOf(cells, status, false),
    inDowntimeMs: lengthOf(cells, status, true),
  }));
  const verdicts = cells.map(({ from, to, status, isInDowntime }) => ({
    from,
    to,
    verdict: verdictOf(policy, status, isInDowntime),
  }));
  const totals = totalsOf(verdicts);
  const outages = outagesOf(timeline, serviceTime, verdicts, policy);
  return {
    ...totals,
    serviceTimeMs: lengthMs(serviceTime),
    table,
    flappingMs: lengthMs(intersection(timeline.flapping, serviceTime)),
    acknowledgedMs: lengthMs(intersection(setOf(timeline.acknowledged), serviceTime)),
    outages,
    ...reliabilityOf(totals, outages.filter(({ badMs }) => badMs > 0).length),
    verdicts,
  };
}

/** Part of the service time with one status, all in downtime or all outside. */
interface Cell extends Interval {
  readonly status: Status;
  readonly isInDowntime: boolean;
}

function cellsOf({ statuses, downtime }: Timeline, serviceTime: IntervalSet): readonly Cell[] {
  const inDowntime = intersection(serviceTime, downtime);
  const outside = difference(serviceTime, downtime);
  const cells = [inDowntime, outside].flatMap((part, index) =>
    cut(statuses, part).map(({ from, to, status }): Cell => ({ from, to, status, isInDowntime: index === 0 })),
  );
  return cells.sort((a, b) => a.from - b.from);
}

const lengthOf = (cells: readonly Cell[], status: Status, isInDowntime: boolean): number =>
  cells.reduce(
    (sum, cell) => (cell.status === status && cell.isInDowntime === isInDowntime ? sum + (cell.to - cell.from) : sum),
    0,
  );

function outagesOf(
  { range, statuses, downtime, acknowledged }: Timeline,
  serviceTime: IntervalSet,
  verdicts: readonly VerdictSpan[],
  policy: Policy,
): readonly Outage[] {
  const problems = statuses.filter(({ status }) => verdictOf(policy, status, false) === "bad");
  const parts = {
    problems: partsOf(problems),
    served: partsOf(serviceTime),
    downtime: partsOf(intersection(serviceTime, downtime)),
    bad: partsOf(verdicts.filter(({ verdict }) => verdict === "bad")),
    acknowledged: partsOf(acknowledged),
  };
  return union(problems).flatMap((outage): readonly Outage[] => {
    const served = parts.served(outage);
    const rest = {
      statuses: [...new Set(parts.problems(outage).map(({ status }) => status))],
      inDowntimeMs: commonMs(parts.downtime(outage), outage),
      badMs: commonMs(parts.bad(outage), outage),
      acknowledgements: parts.acknowledged(outage),
    };
    if (served.length === 0) return [];
    return [
      {
        ...outage,
        ...rest,
        durationMs: commonMs(served, outage),
        beganBefore: outage.from === range.from,
        continuesAfter: outage.to === range.to,
      },
    ];
  });
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
