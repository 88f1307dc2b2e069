import type { TimelineSource } from "../../data/history/timeline-source.ts";
import { partOf, type AvailabilityPart } from "../../engine/availability/availability.ts";
import { groupVerdicts, meanOf, type GroupMode } from "../../engine/availability/group.ts";
import { setOf, type Interval, type IntervalSet } from "../../engine/availability/intervals.ts";
import { availabilityOf, type Availability } from "../../engine/availability/join-parts.ts";
import { formatPolicy, type Policy } from "../../engine/availability/policy.ts";
import { reportRange, type ReportDates } from "../../engine/availability/report-range.ts";
import {
  reliabilityOf,
  totalsOf,
  type Reliability,
  type Totals,
  type VerdictSpan,
} from "../../engine/availability/verdicts.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import { createSemaphore } from "../../lib/semaphore.ts";
import type { Inventory, Resource, TimePeriod } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { openingsOf } from "../../model/time-period-openings.ts";
import { CLOSED_AFTER_MS, LOOK_BEYOND_MS, type ClosedPartsCache } from "./closed-parts.ts";
import { createTimelineReader, toleratedGapOf } from "./read-timelines.ts";

/** What a report is about, except for its resources. */
export interface ReportRequest {
  readonly dates: ReportDates;
  /** Null: the whole day. */
  readonly period: TimePeriod | null;
  readonly policy: Policy;
  readonly countsSoftProblems: boolean;
}

export type ReportMode = GroupMode | { readonly kind: "mean" };

export interface AvailabilityReport {
  /** Ends at the present, if the dates do not end before it. */
  readonly range: Interval;
  /** True if nothing that happens from now on can change it. */
  readonly isFinal: boolean;
  readonly members: readonly MemberReport[];
}

export interface MemberReport extends Availability {
  readonly resource: Resource;
  /** Its poller is away since then, within the range, and may bring results of it yet; null: it is not. */
  readonly notSeenSince: UnixSeconds | null;
  readonly toleratedGapMs: number;
}

export interface GroupReport extends Totals {
  /** Times without a break in which the group is bad. Null in a mean, which says nothing about an instant. */
  readonly outages: (Reliability & { readonly list: readonly Interval[] }) | null;
  /** Verdicts over the service time of the group; in a mean, those of each member. */
  readonly verdicts: readonly (readonly VerdictSpan[])[];
}

/** Reports of the availability of hosts and services, from the history. */
export interface AvailabilityReports {
  /** One at a time, since a report reads much; the others wait. Refuses with `too-many-reports`. */
  of(resources: readonly Resource[], request: ReportRequest): Promise<AvailabilityReport>;
}

export interface AvailabilityReportsOptions {
  readonly timeline: TimelineSource;
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  /** Time since when the poller of a resource is away. */
  readonly notSeenSince: (key: ResourceKey) => UnixSeconds | null;
  /** What is kept of earlier reports. */
  readonly closed: ClosedPartsCache;
}

const TURNS = { maxRunning: 1, maxWaiting: 20 };
const FEW_SECONDS = 5;

export function createAvailabilityReports({
  timeline,
  inventory,
  clock,
  notSeenSince,
  closed,
}: AvailabilityReportsOptions): AvailabilityReports {
  const turns = createSemaphore({
    ...TURNS,
    refusal: () =>
      new Refusal("too-many-reports", "Too many reports at once. Try again in a few seconds.", {
        retryAfterSeconds: FEW_SECONDS,
      }),
  });

  let countedBy: Inventory | null = null;

  const make = async (resources: readonly Resource[], request: ReportRequest): Promise<AvailabilityReport> => {
    const now = Math.floor(clock.now()) * 1000;
    const wanted = reportRange(request.dates);
    const range = { from: Math.min(wanted.from, now), to: Math.min(wanted.to, now) };
    const openings = await openingsIn(range, request, inventory());
    if (countedBy !== null && inventory() !== countedBy) closed.clear();
    countedBy = inventory();
    const { countsSoftProblems, dates } = request;
    const cut = countsSoftProblems ? null : closedUntil(range, dates.zone, now);
    const reader = createTimelineReader({ source: timeline, inventory: inventory(), range, now, countsSoftProblems });
    const members: MemberReport[] = [];
    let isFinal = wanted.to <= now;
    for (const resource of resources) {
      const toleratedGapMs = toleratedGapOf(resource, inventory());
      const definition = definitionOf(range.from, toleratedGapMs, request);
      const found = countsSoftProblems ? undefined : closed.find(resource.key, definition);
      const begin = found === undefined || found.to > range.to ? undefined : found;
      const parts: AvailabilityPart[] = [...(begin?.parts ?? [])];
      if (begin === undefined || begin.to < range.to) {
        const place = closed.begin();
        const read = await reader.read(resource, {
          begin: begin === undefined ? null : { at: begin.to, before: begin.before },
          cutAt: toleratedGapMs < LOOK_BEYOND_MS ? cut : null,
          async take(part) {
            const { policy } = request;
            parts.push(await runCooperatively(partOf({ kind: resource.kind, timeline: part, openings, policy })));
          },
          atCut(before) {
            place.put(resource.key, definition, { parts: [...parts], to: cut!, before });
          },
        });
        isFinal &&= read.isFinal;
      }
      const since = notSeenSince(resource.key);
      const isMissing = since !== null && since * 1000 < wanted.to;
      isFinal &&= !isMissing;
      members.push({
        resource,
        notSeenSince: isMissing ? since : null,
        toleratedGapMs,
        ...(await runCooperatively(availabilityOf(parts))),
      });
    }
    return { range, isFinal, members };
  };

  return { of: (resources, request) => turns.run(() => make(resources, request)) };
}

/** What a count depends on besides the resource and the end of the range. */
const definitionOf = (from: number, toleratedGapMs: number, { dates, period, policy }: ReportRequest): string =>
  JSON.stringify([from, toleratedGapMs, dates.zone, period?.name ?? null, formatPolicy(policy)]);

/** Last local midnight of a range that is so long ago that its events have come; null: none. */
function closedUntil({ from, to }: Interval, zone: string, now: number): number | null {
  const latest = now - CLOSED_AFTER_MS;
  if (to <= latest) return to;
  const { epochMilliseconds } = Temporal.Instant.fromEpochMilliseconds(latest).toZonedDateTimeISO(zone).startOfDay();
  return epochMilliseconds > from ? epochMilliseconds : null;
}

/** Availability of the members of a report together. */
export async function groupReport(members: readonly Availability[], mode: ReportMode): Promise<GroupReport> {
  const spans = members.map((member) => member.verdicts);
  if (mode.kind === "mean") return { ...meanOf(members), outages: null, verdicts: spans };
  const verdicts = await runCooperatively(groupVerdicts(spans, mode));
  const totals = totalsOf(verdicts);
  const list = await runCooperatively(setOf(verdicts.filter(({ verdict }) => verdict === "bad")));
  return { ...totals, outages: { ...reliabilityOf(totals, list.length), list }, verdicts: [verdicts] };
}

async function openingsIn(
  range: Interval,
  { period, dates }: ReportRequest,
  { timePeriods }: Inventory,
): Promise<IntervalSet> {
  if (period === null) return runCooperatively(setOf([range]));
  const seconds = { from: range.from / 1000, to: range.to / 1000 };
  const openings = await runCooperatively(openingsOf(period, timePeriods, seconds, dates.zone));
  return runCooperatively(setOf(openings.map(({ from, to }) => ({ from: from * 1000, to: to * 1000 }))));
}
