import { groupReport } from "../../../operations/availability/availability-reports.ts";
import { csvOf, type ReportPart } from "../../../operations/availability/csv.ts";
import { MAX_MEMBERS } from "../../../operations/availability/report-limits.ts";
import type { ReportedGroup } from "../../../operations/availability/reported-group.ts";
import type { Resource } from "../../../model/objects.ts";
import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { refuseField } from "../body-refusal.ts";
import { findHost, findService } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, targetOf } from "../target.ts";
import { presentReport } from "./present.ts";
import { reportQueryOf, type ReportTarget } from "./query.ts";
import { availabilityAnswer, availabilityParameters } from "./schema.ts";

/** Reports of availability. The contract has no equivalent. */
export const availabilityOperations: readonly Operation[] = [
  {
    id: "get-availability",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/availability"],
    right: "api-access",
    tag: "Availability",
    summary: "How available a host, a service or a group was",
    description:
      "Exact to the millisecond, from the history. `docs/availability.md` defines every number. The report of a group " +
      "is about the members that the caller sees.",
    query: availabilityParameters,
    answers: { 200: availabilityAnswer, ...invalidAnswer, ...missingAnswer },
    handle: async (request, parts, reply) => {
      const query = reportQueryOf(request, parts.inventory());
      const { group, resources } = reportedBy(query.target, parts, callerOf(request).visibility);
      const report = await parts.availability.of(resources, query.request);
      const { mode } = query;
      const part: ReportPart = {
        request: query.request,
        report,
        group: group === null ? null : { of: group, mode, report: await groupReport(report.members, mode) },
      };
      if (!query.isCsv) return presentReport(part);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="availability.csv"')
        .send(csvOf([part]));
    },
  },
];

interface Reported {
  readonly group: ReportedGroup | null;
  readonly resources: readonly Resource[];
}

/** Visible resources that a report is about. Refuses with `not-found`. */
function reportedBy(
  target: ReportTarget,
  { realtime, inventory }: Pick<ApiParts, "realtime" | "inventory">,
  visibility: Visibility,
): Reported {
  if (target.kind === "host" || target.kind === "service") {
    const serviceId = target.kind === "host" ? 0 : target.serviceId;
    const found = foundTarget(targetOf(realtime, target.kind, target.hostId, serviceId, visibility), target.kind);
    return { group: null, resources: [found.resource] };
  }
  const { kind, groupId } = target;
  const { hostGroups, serviceGroups } = inventory();
  if (kind === "hostgroup") {
    const group = visibility.seesHostGroup(groupId) ? hostGroups.find(({ id }) => id === groupId) : undefined;
    const hosts = foundGroup(group, "Host").hostIds.map((id) => findHost(realtime, id, visibility)?.host);
    return reportedGroup(kind, group!, hosts);
  }
  const group = visibility.seesServiceGroup(groupId) ? serviceGroups.find(({ id }) => id === groupId) : undefined;
  const services = foundGroup(group, "Service").members.map(
    (key) => findService(realtime, hostIdOf(key), serviceIdOf(key), visibility)?.service,
  );
  return reportedGroup(kind, group!, services);
}

function foundGroup<Group>(group: Group | undefined, noun: string): Group {
  if (group === undefined) throw new Refusal("not-found", `${noun} group not found`);
  return group;
}

function reportedGroup(
  kind: ReportedGroup["kind"],
  { id, name }: { readonly id: number; readonly name: string },
  members: readonly (Resource | undefined)[],
): Reported {
  const resources = members.filter((member) => member !== undefined);
  if (resources.length > MAX_MEMBERS)
    refuseField(`${kind}_id`, `The group has ${resources.length} members; a report has at most ${MAX_MEMBERS}.`);
  return { group: { kind, id, name }, resources };
}
