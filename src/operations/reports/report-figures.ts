import type { Outage } from "../../engine/availability/availability.ts";
import type { Interval } from "../../engine/availability/intervals.ts";
import type { ReportDates } from "../../engine/availability/report-range.ts";
import type { Reliability, Totals } from "../../engine/availability/verdicts.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import {
  groupReport,
  type AvailabilityReports,
  type MemberReport,
  type ReportMode,
  type ReportRequest,
} from "../availability/availability-reports.ts";
import type { ReportPart } from "../availability/csv.ts";
import type { WholeGroup } from "../availability/reported-group.ts";
import { slotRanges, slotsOf, type Slot } from "./chart-slots.ts";
import type { ReportDefinition, ReportedEntry } from "./report-definition.ts";
import { objectsOf } from "./reported-objects.ts";

/** Everything that a mail with a report says, as numbers. */
export interface ReportFigures {
  readonly definition: ReportDefinition;
  readonly dates: ReportDates;
  /** Ends at the present, if the dates do not end before it. */
  readonly range: Interval;
  readonly isFinal: boolean;
  readonly entries: readonly EntryFigures[];
  /** The same for CSV. */
  readonly parts: readonly ReportPart[];
}

export interface Figures extends Totals {
  readonly title: string;
  /** Null for a group, whose members are in downtime each at other times. */
  readonly inDowntimeMs: number | null;
  /** Null in a mean. */
  readonly reliability: Reliability | null;
  readonly slots: readonly Slot[];
}

export interface EntryFigures extends Figures {
  /** `available while any of 4 members is`; null for one host or service. */
  readonly mode: string | null;
  /** Worst first; empty for one host or service. Of many, those that were always available are left out. */
  readonly members: readonly Figures[];
  readonly alwaysAvailable: number;
  /** The longest ones, longest first. */
  readonly outages: readonly OutageFigures[];
  readonly outagesTotal: number;
}

export interface OutageFigures extends Interval {
  /** Members that were bad, in words of at most a line; '' for one host or service. */
  readonly who: string;
  readonly badMs: number;
  readonly beganBefore: boolean;
  readonly continuesAfter: boolean;
  readonly acknowledgedBy: readonly string[];
}

const MAX_OUTAGES = 10;
/** Of fewer members, those that were always available are listed, too. */
const FEW_MEMBERS = 6;

/** Reads the history and counts. Refuses with `too-many-reports`, `report-too-large`, `not-found`. */
export async function figuresOf(
  definition: ReportDefinition,
  dates: ReportDates,
  { inventory, availability }: { readonly inventory: Inventory; readonly availability: AvailabilityReports },
): Promise<ReportFigures> {
  const request = requestOf(definition, dates, inventory);
  const ranges = slotRanges(dates);
  const entries: EntryFigures[] = [];
  const parts: ReportPart[] = [];
  for (const entry of definition.of) {
    const { title, part } = await partOf(entry, request, inventory, availability);
    parts.push(part);
    entries.push(await entryFigures(title, part, ranges));
  }
  const { range } = parts[0]!.report;
  return { definition, dates, range, isFinal: parts.every(({ report }) => report.isFinal), entries, parts };
}

function requestOf(
  { period, policy, countsSoftProblems }: ReportDefinition,
  dates: ReportDates,
  { timePeriods }: Inventory,
): ReportRequest {
  const found = period === null ? null : timePeriods.get(period.name);
  if (found === undefined) throw new Refusal("not-found", `There is no time period '${period!.name}' any more.`);
  return { dates, period: found, policy, countsSoftProblems };
}

async function partOf(
  entry: ReportedEntry,
  request: ReportRequest,
  inventory: Inventory,
  availability: AvailabilityReports,
): Promise<{ readonly title: string; readonly part: ReportPart }> {
  const objects = objectsOf(entry, inventory);
  if (objects === null) throw new Refusal("not-found", "An object of the report is not configured any more.");
  const report = await availability.of(objects.resources, request);
  const { target } = entry;
  const group: WholeGroup | null =
    objects.group === null || !("mode" in target)
      ? null
      : { of: objects.group, mode: target.mode, report: await groupReport(report.members, target.mode) };
  return { title: objects.title, part: { request, report, group } };
}

async function entryFigures(
  title: string,
  { report, group }: ReportPart,
  ranges: readonly Interval[],
): Promise<EntryFigures> {
  const { members, range } = report;
  const ofMembers: Figures[] = [];
  for (const member of members) ofMembers.push(await memberFigures(member, ranges));
  if (group === null)
    return {
      ...ofMembers[0]!,
      title,
      mode: null,
      members: [],
      alwaysAvailable: 0,
      ...longestOf(members.flatMap(outagesOf("")), asTheyAre),
    };
  const { report: together, mode } = group;
  const listedMembers = ofMembers
    .filter(({ availability }) => ofMembers.length <= FEW_MEMBERS || availability !== 1)
    .toSorted(worstFirst);
  return {
    ...together,
    title,
    mode: modeWords(mode, members.length),
    inDowntimeMs: null,
    reliability: together.outages,
    slots: await runCooperatively(slotsOf(ranges, together.verdicts)),
    members: listedMembers,
    alwaysAvailable: ofMembers.length - listedMembers.length,
    ...(together.outages === null
      ? longestOf(
          members.flatMap((member) => outagesOf(nameOf(member.resource))(member)),
          asTheyAre,
        )
      : longestOf(
          together.outages.list.map(({ from, to }) => ({ from, to, badMs: to - from })),
          (outage) => outageOfGroup(outage, members, range),
        )),
  };
}

async function memberFigures(member: MemberReport, ranges: readonly Interval[]): Promise<Figures> {
  return {
    ...member,
    title: nameOf(member.resource),
    inDowntimeMs: member.table.reduce((sum, { inDowntimeMs }) => sum + inDowntimeMs, 0),
    reliability: member,
    slots: await runCooperatively(slotsOf(ranges, [member.verdicts])),
  };
}

function modeWords(mode: ReportMode, members: number): string {
  const of = `${members} ${members === 1 ? "member" : "members"}`;
  switch (mode.kind) {
    case "all":
      return `available while all of ${of} are`;
    case "any":
      return `available while any of ${of} is`;
    case "at-least":
      return `available while at least ${mode.count} of ${of} are`;
    case "mean":
      return `mean of ${of}`;
  }
}

export const nameOf = (resource: Resource): string =>
  resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;

/** Least available first; those of which nothing counts are last. */
const worstFirst = (a: Figures, b: Figures): number =>
  (a.availability ?? 2) - (b.availability ?? 2) || b.badMs - a.badMs || (a.title < b.title ? -1 : 1);

/** `detail`: only of those that are shown. */
const longestOf = <Bare extends Interval & { readonly badMs: number }>(
  outages: readonly Bare[],
  detail: (outage: Bare) => OutageFigures,
): Pick<EntryFigures, "outages" | "outagesTotal"> => ({
  outages: outages
    .toSorted((a, b) => b.badMs - a.badMs || a.from - b.from)
    .slice(0, MAX_OUTAGES)
    .map(detail),
  outagesTotal: outages.length,
});

const asTheyAre = (outage: OutageFigures): OutageFigures => outage;

const outagesOf =
  (who: string) =>
  ({ outages }: MemberReport): readonly OutageFigures[] =>
    outages
      .filter(({ badMs }) => badMs > 0)
      .map(({ from, to, badMs, beganBefore, continuesAfter, acknowledgements }) => ({
        from,
        to,
        who,
        badMs,
        beganBefore,
        continuesAfter,
        acknowledgedBy: namesIn(acknowledgements),
      }));

const namesIn = (acknowledgements: Outage["acknowledgements"]): readonly string[] => [
  ...new Set(acknowledgements.map(({ by }) => by)),
];

const MAX_NAMES = 3;

function outageOfGroup({ from, to }: Interval, members: readonly MemberReport[], range: Interval): OutageFigures {
  const within = members.flatMap((member) => {
    const outages = member.outages.filter((outage) => outage.badMs > 0 && outage.from < to && outage.to > from);
    return outages.length === 0 ? [] : [{ name: nameOf(member.resource), outages }];
  });
  const names = within.slice(0, MAX_NAMES).map(({ name }) => name);
  const rest = within.length - names.length;
  return {
    from,
    to,
    who: `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`,
    badMs: to - from,
    beganBefore: from === range.from && within.some(({ outages }) => outages.some(({ beganBefore }) => beganBefore)),
    continuesAfter: to === range.to,
    acknowledgedBy: [
      ...new Set(
        within.flatMap(({ outages }) =>
          namesIn(
            outages.flatMap(({ acknowledgements }) => acknowledgements.filter((one) => one.from < to && one.to > from)),
          ),
        ),
      ),
    ],
  };
}
