import { durationWords, percent } from "../../operations/availability/number-words.ts";
import { printable } from "../../lib/printable.ts";
import { localTime } from "./times.ts";
import { inStyle, table, type Cell, type Screen } from "../../lib/table.ts";
import { counted } from "../../lib/counted.ts";

/** Answer of `GET /api/availability`. */
export interface AvailabilityAnswer {
  readonly report: {
    readonly zone: string;
    readonly start: string;
    readonly end: string;
    readonly is_final: boolean;
    readonly period: string | null;
    readonly soft: boolean;
    readonly policy: Readonly<Record<string, { readonly outside_downtime: string; readonly in_downtime: string }>>;
  };
  readonly group: (Totals & { readonly name: string; readonly mode: string }) | null;
  readonly result: readonly MemberItem[];
}

interface Totals {
  readonly good_ms: number;
  readonly bad_ms: number;
  readonly excluded_ms: number;
  readonly availability: number | null;
  readonly failures: number | null;
  readonly mttr_ms: number | null;
  readonly mtbf_ms: number | null;
}

interface MemberItem extends Totals {
  readonly host: { readonly name: string };
  readonly service: { readonly name: string } | null;
  readonly service_time_ms: number;
  readonly table: readonly {
    readonly status: string;
    readonly outside_downtime_ms: number;
    readonly in_downtime_ms: number;
  }[];
  readonly outages: readonly {
    readonly start: string;
    readonly end: string;
    readonly statuses: readonly string[];
    readonly duration_ms: number;
    readonly in_downtime_ms: number;
    readonly began_before: boolean;
    readonly continues_after: boolean;
    readonly acknowledgements: readonly { readonly by: string }[];
  }[];
  readonly outages_total: number;
}

/** Report for people: of one host or service with its outages, or of a group with a line for each member. */
export function availabilityText(answer: AvailabilityAnswer, screen: Screen): string {
  const { report, group, result } = answer;
  const [member] = result;
  if (group !== null) return groupText(answer, group, screen);
  return [
    `${nameOf(member!)}: ${headline(member!)}\n`,
    reportLine(report),
    `${totalsLine(member!)}\n`,
    statusTable(member!, report.policy, screen),
    outageTable(member!, report.zone, screen),
  ].join("");
}

const groupText = (
  { report, result }: AvailabilityAnswer,
  group: NonNullable<AvailabilityAnswer["group"]>,
  screen: Screen,
): string =>
  [
    `${printable(group.name)}: ${headline(group)}, ${modeWords(group.mode, result.length)}\n`,
    reportLine(report),
    totalsLine(group),
    group.mode === "mean" ? "\n" : `  ${meanLine(result)}\n\n`,
    table(
      ["MEMBER ALONE", "AVAILABLE", "GOOD", "BAD", "EXCLUDED", "OUTAGES"],
      result.map((member) => [
        nameOf(member),
        percent(member.availability),
        durationWords(member.good_ms),
        durationWords(member.bad_ms),
        durationWords(member.excluded_ms),
        String(member.outages_total),
      ]),
      screen,
    ),
  ].join("");

const headline = ({ availability }: Totals): string =>
  availability === null ? "nothing counts" : `${percent(availability)} available`;

/** What the number of a group means. Its members alone have other numbers. */
function modeWords(mode: string, members: number): string {
  const of = `of its ${members} ${members === 1 ? "member" : "members"}`;
  if (mode === "mean") return `the mean ${of}, by time`;
  if (mode === "all") return `good while all ${of} are (--group all)`;
  return mode === "any" ? `good while any ${of} is (--group any)` : `good while at least ${mode} ${of} are`;
}

/** The number of `--group mean`: of all members together, by time. */
function meanLine(members: readonly MemberItem[]): string {
  const sum = (of: (member: MemberItem) => number): number => members.reduce((total, each) => total + of(each), 0);
  const [good, bad] = [sum((member) => member.good_ms), sum((member) => member.bad_ms)];
  return `mean of the members (--group mean): ${percent(good + bad === 0 ? null : good / (good + bad))}`;
}

const nameOf = ({ host, service }: Pick<MemberItem, "host" | "service">): string =>
  printable(service === null ? host.name : `${host.name}/${service.name}`);

function reportLine({ zone, start, end, is_final: isFinal, period, soft }: AvailabilityAnswer["report"]): string {
  const parts = [
    `${localTime(start, zone)} to ${localTime(end, zone)} (${zone})`,
    ...(period === null ? [] : [`while ${printable(period)} is open`]),
    ...(soft ? ["problems from their first soft result"] : []),
    isFinal ? "final figures" : "not final yet",
  ];
  return `  ${parts.join(", ")}\n`;
}

function totalsLine(of: Totals): string {
  const times = `good ${durationWords(of.good_ms)}, bad ${durationWords(of.bad_ms)}, excluded ${durationWords(of.excluded_ms)}`;
  if (of.failures === null) return `  ${times}\n`;
  const perFailure =
    of.mttr_ms === null || of.mtbf_ms === null
      ? ""
      : `, MTTR ${durationWords(of.mttr_ms)}, MTBF ${durationWords(of.mtbf_ms)}`;
  return `  ${times}, ${counted(of.failures, "failure")}${perFailure}\n`;
}

function statusTable(
  { table: rows, service_time_ms: serviceTimeMs }: MemberItem,
  policy: AvailabilityAnswer["report"]["policy"],
  screen: Screen,
): string {
  const cell = (ms: number, verdict: string): Cell => ({
    text: `${durationWords(ms)} ${verdict}`,
    style: STYLES[verdict]!,
  });
  return table(
    ["STATUS", "OUTSIDE DOWNTIME", "IN DOWNTIME", "OF SERVICE TIME"],
    rows
      .filter((row) => row.outside_downtime_ms + row.in_downtime_ms > 0)
      .map((row) => [
        row.status.toUpperCase(),
        row.outside_downtime_ms === 0 ? "" : cell(row.outside_downtime_ms, policy[row.status]!.outside_downtime),
        row.in_downtime_ms === 0 ? "" : cell(row.in_downtime_ms, policy[row.status]!.in_downtime),
        percent((row.outside_downtime_ms + row.in_downtime_ms) / serviceTimeMs),
      ]),
    screen,
  );
}

const STYLES: Readonly<Record<string, "green" | "red" | "gray">> = { good: "green", bad: "red", excluded: "gray" };

function outageTable({ outages, outages_total: total }: MemberItem, zone: string, screen: Screen): string {
  if (outages.length === 0) return "\nNo outages.\n";
  const rest = total > outages.length ? `${outages.length} of ${total} outages are shown.\n` : "";
  return `\n${table(
    ["OUTAGE FROM", "TO", "DURATION", "IN DOWNTIME", "STATUS", "ACKNOWLEDGED BY"],
    outages.map((outage) => [
      outage.began_before ? "before" : localTime(outage.start, zone),
      outage.continues_after ? "continues" : localTime(outage.end, zone),
      durationWords(outage.duration_ms),
      outage.in_downtime_ms === 0 ? "" : durationWords(outage.in_downtime_ms),
      outage.statuses.join(", ").toUpperCase(),
      [...new Set(outage.acknowledgements.map(({ by }) => by))].join(", "),
    ]),
    screen,
  )}${inStyle("gray", rest, screen)}`;
}
