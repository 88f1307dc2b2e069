import { visitAll, type Work } from "../../lib/cooperative.ts";
import type { AcknowledgedSpan } from "./timeline.ts";
import type { AvailabilityPart, Outage, StatusRow } from "./availability.ts";
import { appendVerdict, reliabilityOf, totalsOf, type Reliability, type Totals, type VerdictSpan } from "./verdicts.ts";

export interface Availability extends Totals, Reliability {
  readonly serviceTimeMs: number;
  /** All statuses of the kind; the times add up to the service time. */
  readonly table: readonly StatusRow[];
  readonly flappingMs: number;
  readonly acknowledgedMs: number;
  /** Those with service time. Those with bad time are the failures. */
  readonly outages: readonly Outage[];
  /** Verdicts over the service time, for groups. No two neighbours are equal. */
  readonly verdicts: readonly VerdictSpan[];
}

/** Availability over adjacent ranges, at least one, in order: the same, however the whole is cut. */
export function* availabilityOf(parts: readonly AvailabilityPart[]): Work<Availability> {
  const verdicts: VerdictSpan[] = [];
  const outages: Outage[] = [];
  for (const part of parts) {
    yield* visitAll(part.verdicts, (span) => appendVerdict(verdicts, span));
    yield* visitAll(part.outages, (outage) => appendOutage(outages, outage));
  }
  dropUnserved(outages);
  const totals = totalsOf(verdicts);
  return {
    ...totals,
    serviceTimeMs: sumOf(parts, ({ serviceTimeMs }) => serviceTimeMs),
    table: parts[0]!.table.map(({ status }, row) => ({
      status,
      outsideDowntimeMs: sumOf(parts, ({ table }) => table[row]!.outsideDowntimeMs),
      inDowntimeMs: sumOf(parts, ({ table }) => table[row]!.inDowntimeMs),
    })),
    flappingMs: sumOf(parts, ({ flappingMs }) => flappingMs),
    acknowledgedMs: sumOf(parts, ({ acknowledgedMs }) => acknowledgedMs),
    outages,
    ...reliabilityOf(totals, outages.filter(({ badMs }) => badMs > 0).length),
    verdicts,
  };
}

/** An outage that goes on in the next range is one. */
function appendOutage(outages: Outage[], outage: Outage): void {
  const last = outages.at(-1);
  if (last?.continuesAfter && outage.beganBefore && last.to === outage.from) {
    outages[outages.length - 1] = joined(last, outage);
    return;
  }
  dropUnserved(outages);
  outages.push(outage);
}

function dropUnserved(outages: Outage[]): void {
  if (outages.at(-1)?.durationMs === 0) outages.pop();
}

const joined = (one: Outage, next: Outage): Outage => ({
  from: one.from,
  to: next.to,
  statuses: [...new Set([...one.statuses, ...next.statuses])],
  durationMs: one.durationMs + next.durationMs,
  inDowntimeMs: one.inDowntimeMs + next.inDowntimeMs,
  badMs: one.badMs + next.badMs,
  beganBefore: one.beganBefore,
  continuesAfter: next.continuesAfter,
  acknowledgements: joinedAcknowledgements(one.acknowledgements, next.acknowledgements),
});

/** One that lasts from one range into the next is in both. */
function joinedAcknowledgements(
  some: readonly AcknowledgedSpan[],
  [first, ...rest]: readonly AcknowledgedSpan[],
): readonly AcknowledgedSpan[] {
  const last = some.at(-1);
  if (first === undefined) return some;
  return last?.at === first.at && last.by === first.by
    ? [...some.slice(0, -1), { ...last, to: first.to }, ...rest]
    : [...some, first, ...rest];
}

const sumOf = (parts: readonly AvailabilityPart[], of: (part: AvailabilityPart) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0);
