import { isAcknowledged, type ResourceState } from "../../../model/resource-state.ts";
import type { Checkable } from "../../../model/objects.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { PENDING } from "../../../model/resource-state.ts";

type Value = string | number | null;

/** Field of a list: its member in the answer, where that has another name, and its value. */
interface OldField<Row> {
  readonly member?: string;
  readonly read: (row: Row) => Value;
}

type OldFields<Row> = Readonly<Record<string, OldField<Row>>>;

const flag = (is: boolean | null): number => Number(is === true);
// Clients calculate with it: 0 instead of null for what never happened.
const seconds = (time: number | null): number => Math.floor(time ?? 0);

/** Clients read the first word, so that there is one. */
function outputOf({ check }: ResourceState): string {
  if (check.output.trim() !== "") return check.output;
  return check.state === PENDING ? "PENDING" : "(No output)";
}

/** Fields that hosts and services have in common, under the same names. */
function common<Row>(objectOf: (row: Row) => Checkable, stateOf: (row: Row) => ResourceState): OldFields<Row> {
  return {
    state: { read: (row) => stateOf(row).check.state },
    state_type: { read: (row) => stateOf(row).check.stateType },
    output: { read: (row) => outputOf(stateOf(row)) },
    max_check_attempts: { read: (row) => objectOf(row).maxCheckAttempts },
    check_attempt: { read: (row) => stateOf(row).check.checkAttempt },
    last_check: { read: (row) => seconds(stateOf(row).check.lastCheck) },
    next_check: { read: (row) => seconds(stateOf(row).plan.nextCheck) },
    last_update: { read: (row) => seconds(stateOf(row).lastUpdate) },
    last_state_change: { read: (row) => seconds(stateOf(row).check.lastStateChange) },
    last_hard_state_change: { read: (row) => seconds(stateOf(row).check.lastHardStateChange) },
    acknowledged: { read: (row) => flag(isAcknowledged(stateOf(row))) },
    scheduled_downtime_depth: { read: (row) => stateOf(row).handling.scheduledDowntimeDepth },
    flapping: { read: (row) => flag(stateOf(row).check.isFlapping) },
    perfdata: { read: (row) => stateOf(row).check.perfdata },
    criticality: { read: (row) => objectOf(row).customVariables.get("CRITICALITY_LEVEL") ?? null },
    passive_checks: { read: (row) => flag(objectOf(row).passiveChecks) },
    active_checks: { read: (row) => flag(objectOf(row).activeChecks) },
    notify: { read: (row) => flag(objectOf(row).notificationsEnabled) },
    event_handler_enabled: { read: (row) => flag(objectOf(row).options.eventHandlerEnabled) },
    flap_detection: { read: (row) => flag(objectOf(row).options.flapDetectionEnabled) },
    action_url: { read: (row) => objectOf(row).actionUrl ?? "" },
    notes_url: { read: (row) => objectOf(row).notesUrl ?? "" },
    notes: { read: (row) => objectOf(row).notes ?? "" },
    icon_image: { read: (row) => objectOf(row).iconImage ?? "" },
    icon_image_alt: { read: (row) => objectOf(row).iconImageAlt ?? "" },
    display_name: { read: (row) => objectOf(row).displayName },
  };
}

const ofHost: OldFields<HostRow> = {
  ...common<HostRow>(
    ({ host }) => host,
    ({ state }) => state,
  ),
  id: { read: ({ host }) => host.hostId },
  name: { read: ({ host }) => host.hostName },
  alias: { read: ({ host }) => host.alias },
  address: { read: ({ host }) => host.address },
  instance: { member: "instance_name", read: ({ host }) => host.pollerName },
  instance_id: { read: ({ host }) => host.pollerId },
};

const ofService: OldFields<ServiceRow> = {
  ...common<ServiceRow>(
    ({ service }) => service,
    ({ state }) => state,
  ),
  id: { member: "service_id", read: ({ service }) => service.serviceId },
  service_id: { read: ({ service }) => service.serviceId },
  description: { read: ({ service }) => service.description },
  current_attempt: { read: ({ state }) => state.check.checkAttempt },
  // Of the host, as in the list without `fields`.
  name: { read: ({ host }) => host.host.hostName },
  host_id: { read: ({ host }) => host.host.hostId },
  ...Object.fromEntries(
    ["name", "alias", "address", "state", "state_type", "output", "last_check", "next_check"]
      .concat(["acknowledged", "action_url", "notes_url", "notes", "icon_image"])
      .map((name) => [`host_${name}`, { read: ({ host }: ServiceRow) => ofHost[name]!.read(host) }]),
  ),
  instance: { member: "instance_name", read: ({ host }) => host.host.pollerName },
  instance_id: { read: ({ host }) => host.host.pollerId },
};

const CHECKS = ["max_check_attempts", "check_attempt", "last_check", "last_state_change", "last_hard_state_change"];
const HOST_DEFAULT = ["id", "name", "alias", "address", "state", "state_type", "output", ...CHECKS].concat([
  "acknowledged",
  "instance",
  "criticality",
]);
const SERVICE_DEFAULT = ["host_id", "name", "description", "service_id", "state", "state_type", "output"].concat([
  "perfdata",
  ...CHECKS,
  "acknowledged",
  "criticality",
]);

/** Presents rows with the fields named in `fields`, comma-separated; unknown ones are left out. */
export const hostPresenter = (fields: string | undefined) => presenter(ofHost, fields, HOST_DEFAULT);
export const servicePresenter = (fields: string | undefined) => presenter(ofService, fields, SERVICE_DEFAULT);

function presenter<Row>(known: OldFields<Row>, fields: string | undefined, standard: readonly string[]) {
  const named = fields === undefined ? standard : fields.split(",").map((name) => name.trim());
  const shown = [...new Set(named)].filter((name) => Object.hasOwn(known, name));
  const columns = shown.map((name) => [known[name]!.member ?? name, known[name]!.read] as const);
  return (row: Row): Readonly<Record<string, Value>> =>
    Object.fromEntries(columns.map(([member, read]) => [member, read(row)]));
}
