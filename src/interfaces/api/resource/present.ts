import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { Host, Resource, Service } from "../../../model/objects.ts";
import { isAcknowledged, type ResourceState } from "../../../model/resource-state.ts";
import { type Status, STATUSES } from "../../../model/resource-status.ts";
import { dateOrNull } from "../present-values.ts";
import { elapsed } from "./duration-words.ts";
import { linksOfHost, linksOfService, NO_LINKS, type ShownFor } from "./links.ts";

/**
 * Item of `GET /monitoring/resources` (later versions §5.3). Flags have their names until 22.10 and from 23.10 on: clients of
 * each read theirs, and lose the page without.
 */
export const presentResource = (row: HostRow | ServiceRow, shown: ShownFor) =>
  "service" in row ? presentService(row, shown) : presentHost(row, shown);

// One literal for each kind: a spread costs more than all of its values.
function presentHost(row: HostRow, shown: ShownFor) {
  const { host, state } = row;
  const { check, handling } = state;
  const isInDowntime = handling.scheduledDowntimeDepth > 0;
  const acknowledged = isAcknowledged(state);
  const active = host.activeChecks ?? false;
  const passive = host.passiveChecks ?? false;
  const notifies = host.notificationsEnabled ?? false;
  return {
    duration: elapsed(check.lastStateChange, shown.now),
    last_check: elapsed(check.lastCheck, shown.now),
    uuid: uuidOfHost(host),
    short_type: "h",
    type: "host",
    id: host.hostId,
    name: host.hostName,
    alias: host.alias,
    fqdn: host.address,
    host_id: host.hostId,
    service_id: null,
    icon: iconOf(host),
    monitoring_server_name: host.pollerName,
    parent: null,
    status: statusOf("host", state),
    is_in_downtime: isInDowntime,
    in_downtime: isInDowntime,
    is_acknowledged: acknowledged,
    acknowledged,
    is_in_flapping: check.isFlapping,
    flapping: check.isFlapping,
    has_active_checks_enabled: active,
    active_checks: active,
    has_passive_checks_enabled: passive,
    passive_checks: passive,
    is_notification_enabled: notifies,
    notification_enabled: notifies,
    percent_state_change: check.percentStateChange,
    last_status_change: dateOrNull(check.lastStateChange),
    tries: triesOf(host, state, " "),
    information: firstLineOrNull(check.output),
    performance_data: null,
    severity: null,
    severity_level: null,
    chart_url: null,
    links: linksOfHost(row, shown),
    extra: {},
  };
}

function presentService(row: ServiceRow, shown: ShownFor) {
  const { service, host, state } = row;
  const { check, handling } = state;
  const isInDowntime = handling.scheduledDowntimeDepth > 0;
  const acknowledged = isAcknowledged(state);
  const active = service.activeChecks ?? false;
  const passive = service.passiveChecks ?? false;
  const notifies = service.notificationsEnabled ?? false;
  return {
    duration: elapsed(check.lastStateChange, shown.now),
    last_check: elapsed(check.lastCheck, shown.now),
    uuid: uuidOfService(service),
    short_type: "s",
    type: "service",
    id: service.serviceId,
    name: service.description,
    alias: null,
    fqdn: null,
    host_id: service.hostId,
    service_id: service.serviceId,
    icon: iconOf(service),
    monitoring_server_name: host.host.pollerName,
    parent: presentParent(host),
    status: statusOf("service", state),
    is_in_downtime: isInDowntime,
    in_downtime: isInDowntime,
    is_acknowledged: acknowledged,
    acknowledged,
    is_in_flapping: check.isFlapping,
    flapping: check.isFlapping,
    has_active_checks_enabled: active,
    active_checks: active,
    has_passive_checks_enabled: passive,
    passive_checks: passive,
    is_notification_enabled: notifies,
    notification_enabled: notifies,
    percent_state_change: check.percentStateChange,
    last_status_change: dateOrNull(check.lastStateChange),
    tries: triesOf(service, state, " "),
    information: firstLineOrNull(check.output),
    performance_data: null,
    severity: null,
    severity_level: null,
    chart_url: null,
    links: linksOfService(row, shown),
    extra: {},
  };
}

/** Host of a service. */
function presentParent({ host, state }: HostRow) {
  return {
    uuid: uuidOfHost(host),
    id: host.hostId,
    name: host.hostName,
    type: "host",
    short_type: "h",
    status: statusOf("host", state),
    alias: host.alias,
    fqdn: host.address,
    monitoring_server_name: host.pollerName,
    host_id: host.hostId,
    service_id: null,
    icon: iconOf(host),
    links: NO_LINKS,
  };
}

const presented = ({ code, name, severityCode }: Status) => ({ code, name, severity_code: severityCode });
const PRESENTED = { host: STATUSES.host.map(presented), service: STATUSES.service.map(presented) };

export const statusOf = (kind: "host" | "service", { check }: ResourceState) => PRESENTED[kind][check.state]!;

/** First line of an output; null if there is none. */
export const firstLineOrNull = (output: string): string | null => {
  if (output === "") return null;
  const end = output.indexOf("\n");
  return end === -1 ? output : output.slice(0, end);
};

export const uuidOfHost = ({ hostId }: Host): string => `h${hostId}`;
export const uuidOfService = ({ hostId, serviceId }: Service): string => `h${hostId}-s${serviceId}`;

/** The built-in icon, if the object names one. */
export const iconOf = ({ iconImage }: Pick<Resource, "iconImage">) =>
  iconImage === null || iconImage === "" ? null : { id: null, name: iconImage, url: iconImage };

/** Attempt, and whether the state is hard: `3/3 (H)`. */
export const triesOf = (resource: Resource, { check }: ResourceState, separator: " " | ""): string =>
  `${check.checkAttempt}/${resource.maxCheckAttempts ?? 1}${separator}(${check.stateType === 1 ? "H" : "S"})`;
