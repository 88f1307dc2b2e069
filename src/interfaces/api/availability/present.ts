import type { Outage } from "../../../engine/availability/availability.ts";
import type { Interval } from "../../../engine/availability/intervals.ts";
import { STATUSES } from "../../../engine/availability/policy.ts";
import type { Totals } from "../../../engine/availability/verdicts.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { GroupReport, MemberReport, ReportMode } from "../../../operations/availability/availability-reports.ts";
import type { ReportPart } from "../../../operations/availability/csv.ts";
import { modeText, type ReportedGroup } from "../../../operations/availability/reported-group.ts";
import { MAX_OUTAGES } from "./schema.ts";

export const presentReport = ({ request, report: { range, isFinal, members }, group }: ReportPart) => ({
  report: {
    ...request.dates,
    start: timeOf(range.from),
    end: timeOf(range.to),
    is_final: isFinal,
    period: request.period?.name ?? null,
    soft: request.countsSoftProblems,
    policy: Object.fromEntries(
      STATUSES.map((status) => {
        const { outsideDowntime, inDowntime } = request.policy[status];
        return [status, { outside_downtime: outsideDowntime, in_downtime: inDowntime }];
      }),
    ),
  },
  group: group === null ? null : presentGroup(group.of, group.mode, group.report),
  result: members.map((member) => presentMember(member, group === null)),
});

const presentGroup = (of: ReportedGroup, mode: ReportMode, report: GroupReport) => ({
  ...of,
  mode: modeText(mode),
  ...presentTotals(report),
  failures: report.outages?.failures ?? null,
  mttr_ms: report.outages?.mttrMs ?? null,
  mtbf_ms: report.outages?.mtbfMs ?? null,
  outages: (report.outages?.list ?? []).slice(0, MAX_OUTAGES).map((outage) => ({
    ...presentTimes(outage),
    bad_ms: outage.to - outage.from,
  })),
  outages_total: report.outages?.list.length ?? 0,
});

function presentMember(member: MemberReport, showsOutages: boolean) {
  const { resource, outages } = member;
  return {
    host: { id: resource.hostId, name: resource.hostName },
    service: resource.kind === "host" ? null : { id: resource.serviceId, name: resource.description },
    service_time_ms: member.serviceTimeMs,
    table: member.table.map(({ status, outsideDowntimeMs, inDowntimeMs }) => ({
      status,
      outside_downtime_ms: outsideDowntimeMs,
      in_downtime_ms: inDowntimeMs,
    })),
    ...presentTotals(member),
    failures: member.failures,
    mttr_ms: member.mttrMs,
    mtbf_ms: member.mtbfMs,
    flapping_ms: member.flappingMs,
    acknowledged_ms: member.acknowledgedMs,
    unmonitored_beyond_ms: member.toleratedGapMs,
    outages: showsOutages ? outages.slice(0, MAX_OUTAGES).map(presentOutage) : [],
    outages_total: outages.length,
  };
}

const presentTotals = ({ goodMs, badMs, excludedMs, availability }: Totals) => ({
  good_ms: goodMs,
  bad_ms: badMs,
  excluded_ms: excludedMs,
  availability,
});

const presentOutage = (outage: Outage) => ({
  ...presentTimes(outage),
  statuses: outage.statuses,
  duration_ms: outage.durationMs,
  in_downtime_ms: outage.inDowntimeMs,
  bad_ms: outage.badMs,
  began_before: outage.beganBefore,
  continues_after: outage.continuesAfter,
  acknowledgements: outage.acknowledgements.map(({ at, by, comment }) => ({ time: formatRfc3339(at), by, comment })),
});

const presentTimes = ({ from, to }: Interval) => ({ start: timeOf(from), end: timeOf(to) });

const timeOf = (ms: number): string => formatRfc3339(ms / 1000)!;
