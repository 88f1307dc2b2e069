import type { FastifyRequest } from "fastify";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { withoutSecrets } from "../../../model/known-secrets.ts";
import { zoneName } from "../../../model/time-zone.ts";
import { currentRecordsOf } from "../current-records.ts";
import type { SharedParts } from "../shared-parts.ts";
import { dateOrNull } from "../present-values.ts";
import { callerOf } from "../rights.ts";
import { laterVersionOf } from "../versions.ts";
import { consolePageOfGroup } from "../console/console-paths.ts";
import { elapsed } from "./duration-words.ts";
import { API, hostPath, linksOfHost, linksOfService, servicePath, type ShownFor, shownFor } from "./links.ts";
import { iconOf, statusOf, triesOf, uuidOfHost, uuidOfService } from "./present.ts";
import { seesArguments } from "../shown-command.ts";

type Parts = Pick<SharedParts, "realtime" | "inventory" | "access" | "clock" | "hideCommandLine">;

/** Details of a host (later versions §6): the earlier names, under every token. */
export function presentHostDetails(request: FastifyRequest, row: HostRow, parts: Parts) {
  const caller = callerOf(request);
  const shown = shownFor(caller, parts.clock.now());
  const { host, state } = row;
  const links = linksOfHost(row, shown);
  return {
    uuid: uuidOfHost(host),
    id: host.hostId,
    name: host.hostName,
    type: "host",
    short_type: "h",
    monitoring_server_name: host.pollerName,
    fqdn: host.address,
    alias: host.alias,
    timezone: zoneName(host.timezone ?? ""),
    ...stateOf(request, row, shown, parts),
    parent: null,
    icon: iconOf(host),
    severity: null,
    groups: row.groups.map(({ id, name }) => ({
      id,
      name,
      configuration_uri: caller.isAdmin ? consolePageOfGroup("host", id) : null,
    })),
    categories: [],
    links: {
      ...links,
      endpoints: {
        ...links.endpoints,
        timeline_download: `${hostPath(host.hostId)}/timeline/download`,
        notification_policy: `${API}/configuration/hosts/${host.hostId}/notification-policy`,
      },
    },
    last_time_with_no_issue: dateOrNull(state.check.lastTimeInState0),
  };
}

/** Details of a service. */
export function presentServiceDetails(request: FastifyRequest, row: ServiceRow, parts: Parts) {
  const caller = callerOf(request);
  const shown = shownFor(caller, parts.clock.now());
  const { service, host, state } = row;
  const links = linksOfService(row, shown);
  const path = servicePath(service.hostId, service.serviceId);
  return {
    uuid: uuidOfService(service),
    id: service.serviceId,
    host_id: service.hostId,
    service_id: service.serviceId,
    name: service.description,
    type: "service",
    short_type: "s",
    monitoring_server_name: host.host.pollerName,
    ...stateOf(request, row, shown, parts),
    parent: {
      uuid: uuidOfHost(host.host),
      type: "host",
      short_type: "h",
      id: host.host.hostId,
      name: host.host.hostName,
      alias: host.host.alias,
      fqdn: host.host.address,
      status: statusOf("host", host.state),
      monitoring_server_name: host.host.pollerName,
    },
    icon: iconOf(service),
    severity: null,
    groups: row.groups.map(({ id, name }) => ({
      id,
      name,
      configuration_uri: caller.isAdmin ? consolePageOfGroup("service", id) : null,
    })),
    categories: [],
    links: {
      ...links,
      endpoints: {
        ...links.endpoints,
        timeline_download: `${path}/timeline/download`,
        notification_policy: `${API}/configuration/hosts/${service.hostId}/services/${service.serviceId}/notification-policy`,
        metrics: state.check.perfdata === "" ? null : `${path}/metrics`,
      },
    },
    last_time_with_no_issue: dateOrNull(state.check.lastTimeInState0),
  };
}

/** What hosts and services have in common. */
function stateOf(request: FastifyRequest, row: HostRow | ServiceRow, { now }: ShownFor, parts: Parts) {
  const resource = "service" in row ? row.service : row.host;
  const { state } = row;
  const { check, handling, notification, plan } = state;
  return {
    status: { ...statusOf(resource.kind, state), type: check.stateType },
    in_downtime: handling.scheduledDowntimeDepth > 0,
    acknowledged: isAcknowledged(state),
    flapping: check.isFlapping,
    passive_checks: resource.passiveChecks ?? false,
    active_checks: resource.activeChecks ?? false,
    performance_data: check.perfdata === "" ? null : check.perfdata,
    information: check.output === "" ? null : check.output,
    command_line: showsCommandLine(request, parts)
      ? withoutSecrets(check.commandLine, resource, parts.inventory())
      : null,
    notification_number: notification.notificationNumber,
    latency: check.latency,
    percent_state_change: check.percentStateChange,
    execution_time: check.executionTime,
    ...currentRecordsOf(parts.realtime, resource.key, laterVersionOf(request)),
    duration: elapsed(check.lastStateChange, now),
    next_check: dateOrNull(plan.nextCheck),
    last_check: dateOrNull(check.lastCheck),
    last_status_change: dateOrNull(check.lastStateChange),
    last_notification: dateOrNull(notification.lastNotification),
    tries: triesOf(resource, state, ""),
  };
}

function showsCommandLine(request: FastifyRequest, { hideCommandLine }: Parts): boolean {
  const isHidden = hideCommandLine === "always" || laterVersionOf(request).hidesCommandLine;
  return !isHidden || seesArguments(callerOf(request));
}
