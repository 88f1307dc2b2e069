import type { Caller } from "../../../access/caller.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { pollerName } from "../../../model/poller.ts";
import type { Resource } from "../../../model/objects.ts";
import { isAcknowledged, type ResourceState } from "../../../model/resource-state.ts";
import { type Status, STATUSES } from "../../../model/resource-status.ts";
import { dateOrNull } from "../present-values.ts";
import { elapsed } from "./duration-words.ts";
import { linksOfHost, linksOfService, NO_LINKS } from "./links.ts";

/** What the items of a listing depend on besides their rows. */
export interface ShownFor {
  readonly caller: Caller;
  /** Unix seconds. */
  readonly now: number;
}

/** Item of `GET /monitoring/resources` (later versions §5.3), with the names of all releases. */
export const presentResource = (row: HostRow | ServiceRow, shown: ShownFor) =>
  "service" in row ? presentService(row, shown) : presentHost(row, shown);

function presentHost(row: HostRow, { caller, now }: ShownFor) {
  const { host, state } = row;
  return {
    uuid: `h${host.hostId}`,
    ...elapsedTimes(state, now),
    short_type: "h",
    type: "host",
    id: host.hostId,
    name: host.hostName,
    alias: host.alias,
    fqdn: host.address,
    host_id: host.hostId,
    service_id: null,
    icon: iconOf(host),
    monitoring_server_name: pollerName(host.pollerId),
    parent: null,
    status: statusOf("host", state),
    ...flagsOf(host, state),
    ...rest(host, state),
    links: linksOfHost(row, caller, now),
    extra: {},
  };
}

function presentService(row: ServiceRow, { caller, now }: ShownFor) {
  const { service, host, state } = row;
  return {
    uuid: `h${service.hostId}-s${service.serviceId}`,
    ...elapsedTimes(state, now),
    short_type: "s",
    type: "service",
    id: service.serviceId,
    name: service.description,
    alias: null,
    fqdn: null,
    host_id: service.hostId,
    service_id: service.serviceId,
    icon: iconOf(service),
    monitoring_server_name: pollerName(host.host.pollerId),
    parent: presentParent(host),
    status: statusOf("service", state),
    ...flagsOf(service, state),
    ...rest(service, state),
    links: linksOfService(row, caller, now),
    extra: {},
  };
}

function presentParent({ host, state }: HostRow) {
  return {
    uuid: `h${host.hostId}`,
    id: host.hostId,
    name: host.hostName,
    type: "host",
    short_type: "h",
    status: statusOf("host", state),
    alias: host.alias,
    fqdn: host.address,
    monitoring_server_name: pollerName(host.pollerId),
    host_id: host.hostId,
    service_id: null,
    icon: iconOf(host),
    links: NO_LINKS,
  };
}

const elapsedTimes = ({ check }: ResourceState, now: number) => ({
  duration: elapsed(check.lastStateChange, now),
  last_check: elapsed(check.lastCheck, now),
});

const presented = ({ code, name, severityCode }: Status) => ({ code, name, severity_code: severityCode });
const PRESENTED = { host: STATUSES.host.map(presented), service: STATUSES.service.map(presented) };

export const statusOf = (kind: "host" | "service", { check }: ResourceState) => PRESENTED[kind][check.state]!;

/** Flags under their names until 22.10 and from 23.10 on: clients of each read theirs, and lose the page without. */
function flagsOf({ activeChecks, passiveChecks, notificationsEnabled }: Resource, state: ResourceState) {
  const isInDowntime = state.handling.scheduledDowntimeDepth > 0;
  const acknowledged = isAcknowledged(state);
  const { isFlapping } = state.check;
  const [active, passive, notifies] = [activeChecks ?? false, passiveChecks ?? false, notificationsEnabled ?? false];
  return {
    is_in_downtime: isInDowntime,
    in_downtime: isInDowntime,
    is_acknowledged: acknowledged,
    acknowledged,
    is_in_flapping: isFlapping,
    flapping: isFlapping,
    has_active_checks_enabled: active,
    active_checks: active,
    has_passive_checks_enabled: passive,
    passive_checks: passive,
    is_notification_enabled: notifies,
    notification_enabled: notifies,
  };
}

function rest(resource: Resource, state: ResourceState) {
  const { check } = state;
  return {
    percent_state_change: check.percentStateChange,
    last_status_change: dateOrNull(check.lastStateChange),
    tries: triesOf(resource, state, " "),
    information: firstLine(check.output),
    performance_data: null,
    severity: null,
    severity_level: null,
    chart_url: null,
  };
}

const firstLine = (output: string): string | null => {
  if (output === "") return null;
  const end = output.indexOf("\n");
  return end === -1 ? output : output.slice(0, end);
};

/** The built-in icon, if the object names one. */
export const iconOf = ({ iconImage }: Pick<Resource, "iconImage">) =>
  iconImage === null || iconImage === "" ? null : { id: null, name: iconImage, url: iconImage };

/** Attempt, and whether the state is hard: `3/3 (H)`. */
export const triesOf = (resource: Resource, { check }: ResourceState, separator: " " | ""): string =>
  `${check.checkAttempt}/${resource.maxCheckAttempts ?? 1}${separator}(${check.stateType === 1 ? "H" : "S"})`;
