import { formatPolicy, STATUSES } from "../../engine/availability/policy.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import { csvField } from "../../lib/csv-field.ts";
import type { AvailabilityReport, GroupReport, MemberReport, ReportRequest } from "./availability-reports.ts";
import { modeText, type ReportedGroup, type WholeGroup } from "./reported-group.ts";

type Cell = string | number | null;

const REPORT_COLUMNS = ["from", "to", "zone", "start", "end", "is_final", "period", "soft", "policy"];
const TIME_COLUMNS = STATUSES.flatMap((status) => [`${status}_ms`, `${status}_in_downtime_ms`]);
const COLUMNS = [
  "kind",
  "host",
  "service",
  "group",
  "group_mode",
  "service_time_ms",
  ...TIME_COLUMNS,
  "good_ms",
  "bad_ms",
  "excluded_ms",
  "availability",
  "failures",
  "mttr_ms",
  "mtbf_ms",
  "flapping_ms",
  "acknowledged_ms",
  ...REPORT_COLUMNS,
];

/** A report with what was asked for. */
export interface ReportPart {
  readonly request: ReportRequest;
  readonly report: AvailabilityReport;
  /** Null in the report of one host or service. */
  readonly group: WholeGroup | null;
}

/** Reports as CSV (RFC 4180): of each one line for each host or service, then one for the group. */
export const csvOf = (parts: readonly ReportPart[]): string =>
  [COLUMNS, ...parts.flatMap(rowsOf)].map((cells) => `${cells.map((cell) => csvField(cell)).join(",")}\r\n`).join("");

function rowsOf({
  request: { dates, period, policy, countsSoftProblems },
  report: { range, isFinal, members },
  group,
}: ReportPart): readonly (readonly Cell[])[] {
  const ofReport: readonly Cell[] = [
    dates.from,
    dates.to,
    dates.zone,
    formatRfc3339(range.from / 1000),
    formatRfc3339(range.to / 1000),
    String(isFinal),
    period?.name ?? "",
    String(countsSoftProblems),
    formatPolicy(policy),
  ];
  const rows = [
    ...members.map((member) => cellsOfMember(member, group?.of.name ?? null)),
    ...(group === null ? [] : [cellsOfGroup(group.of, modeText(group.mode), group.report)]),
  ];
  return rows.map((cells) => [...cells, ...ofReport]);
}

function cellsOfMember(member: MemberReport, groupName: string | null): readonly Cell[] {
  const { resource, table } = member;
  const rows = new Map(table.map((row) => [row.status, row]));
  return [
    resource.kind,
    resource.hostName,
    resource.kind === "service" ? resource.description : null,
    groupName,
    null,
    member.serviceTimeMs,
    ...STATUSES.flatMap((status) => [
      rows.get(status)?.outsideDowntimeMs ?? null,
      rows.get(status)?.inDowntimeMs ?? null,
    ]),
    member.goodMs,
    member.badMs,
    member.excludedMs,
    member.availability,
    member.failures,
    member.mttrMs,
    member.mtbfMs,
    member.flappingMs,
    member.acknowledgedMs,
  ];
}

const cellsOfGroup = ({ kind, name }: ReportedGroup, mode: string, report: GroupReport): readonly Cell[] => [
  kind,
  null,
  null,
  name,
  mode,
  report.goodMs + report.badMs + report.excludedMs,
  ...TIME_COLUMNS.map(() => null),
  report.goodMs,
  report.badMs,
  report.excludedMs,
  report.availability,
  report.outages?.failures ?? null,
  report.outages?.mttrMs ?? null,
  report.outages?.mtbfMs ?? null,
  null,
  null,
];
