import type { ResourceKind } from "../../model/state-code.ts";
import { difference, intersection, lengthMs, setOf, union, type Interval, type IntervalSet } from "./intervals.ts";
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
    pairs(statuses, part).map(({ from, to, of }): Cell => ({ from, to, status: of.status, isInDowntime: index === 0 })),
  );
  return cells.sort((a, b) => a.from - b.from);
}

/** Common parts of spans, which are in order, and a set, each with its span. */
function pairs<Span extends Interval>(
  spans: readonly Span[],
  set: IntervalSet,
): readonly (Interval & { readonly of: Span })[] {
  const common: (Interval & { readonly of: Span })[] = [];
  for (let i = 0, j = 0; i < spans.length && j < set.length;) {
    const [of, part] = [spans[i]!, set[j]!];
    const [from, to] = [Math.max(of.from, part.from), Math.min(of.to, part.to)];
    if (from < to) common.push({ from, to, of });
    if (of.to <= part.to) i += 1;
    else j += 1;
  }
  return common;
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
  const bad = setOf(verdicts.filter(({ verdict }) => verdict === "bad"));
  const problems = statuses.filter(({ status }) => verdictOf(policy, status, false) === "bad");
  return pairs(union(problems), [range]).flatMap(({ from, to }): readonly Outage[] => {
    const served = intersection([{ from, to }], serviceTime);
    if (served.length === 0) return [];
    return [
      {
        from,
        to,
        statuses: [...new Set(problems.filter((span) => overlap(span, { from, to })).map(({ status }) => status))],
        durationMs: lengthMs(served),
        inDowntimeMs: lengthMs(intersection(served, downtime)),
        badMs: lengthMs(intersection(served, bad)),
        beganBefore: from === range.from,
        continuesAfter: to === range.to,
        acknowledgements: acknowledged.filter((span) => overlap(span, { from, to })),
      },
    ];
  });
}

const overlap = (one: Interval, other: Interval): boolean => one.from < other.to && other.from < one.to;
