import { STATUSES, type Status } from "../../../model/resource-status.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry, type ServiceEntry } from "../rows/rows.ts";
import { folded } from "../search/collation.ts";
import { boolean, fieldTable, number, sharing, text, time, type SearchField } from "../search/field.ts";
import type { Listing } from "../search/list-rows.ts";
import { foldedOutputOf } from "./service-fields.ts";

/** Place in the list of hosts and services; `service` is null at a host. */
export interface ResourcePlace {
  host: HostEntry | null;
  service: ServiceEntry | null;
}

type Field = SearchField<ResourcePlace>;
const TABLE = "resource";

const stateAt = (at: ResourcePlace): ResourceState | undefined => (at.service ?? at.host)?.state;
const statusAt = (at: ResourcePlace): Status | undefined => {
  const code = stateAt(at)?.check.state;
  return code === undefined ? undefined : STATUSES[at.service === null ? "host" : "service"][code];
};
const configuredAt = ({ host, service }: ResourcePlace) => service?.service ?? host?.host;
const parentOf = ({ host, service }: ResourcePlace): HostEntry | null => (service === null ? null : host);
/** The name of the service; of a host nothing. */
const serviceName = text<ResourcePlace>(
  TABLE,
  ({ service }) => service?.service.description ?? null,
  ({ service }) => service?.foldedDescription ?? null,
);

const own: Readonly<Record<string, Field>> = {
  id: number(TABLE, ({ host, service }) => service?.service.serviceId ?? host?.host.hostId ?? null),
  name: text(
    TABLE,
    ({ host, service }) => service?.service.description ?? host?.host.hostName ?? null,
    ({ host, service }) => service?.foldedDescription ?? host?.foldedName ?? null,
  ),
  alias: text(TABLE, ({ host, service }) => (service === null ? (host?.host.alias ?? null) : null)),
  fqdn: text(TABLE, ({ host, service }) => (service === null ? (host?.host.address ?? null) : null)),
  type: text(TABLE, ({ service }) => (service === null ? "host" : "service")),
  status: text(TABLE, (at) => statusAt(at)?.name ?? null),
  status_code: number(TABLE, (at) => stateAt(at)?.check.state ?? null),
  status_severity_code: number(TABLE, (at) => statusAt(at)?.severityCode ?? null),
  action_url: text(TABLE, (at) => configuredAt(at)?.actionUrl ?? null),
  notes_url: text(TABLE, (at) => configuredAt(at)?.notesUrl ?? null),
  notes_label: text(TABLE, (at) => configuredAt(at)?.notes ?? null),
  tries: number(TABLE, (at) => stateAt(at)?.check.checkAttempt ?? null),
  information: text(
    TABLE,
    (at) => stateAt(at)?.check.output ?? null,
    ({ host, service }) =>
      service !== null ? foldedOutputOf(service) : host === null ? null : folded(host.state.check.output),
  ),
  monitoring_server_name: text(TABLE, ({ host }) => (host === null ? null : host.host.pollerName)),
  severity_level: number(TABLE, () => null),
  last_status_change: time(TABLE, (at) => stateAt(at)?.check.lastStateChange ?? null),
  last_check: time(TABLE, (at) => stateAt(at)?.check.lastCheck ?? null),
  in_downtime: boolean(TABLE, (at) => (stateAt(at)?.handling.scheduledDowntimeDepth ?? 0) > 0),
  acknowledged: boolean(TABLE, (at) => (stateAt(at)?.handling.acknowledgement ?? "none") !== "none"),
  in_flapping: boolean(TABLE, (at) => stateAt(at)?.check.isFlapping ?? false),
  status_types: text(TABLE, (at) => (stateAt(at)?.check.stateType === 1 ? "hard" : "soft")),
  parent_name: text(
    TABLE,
    (at) => parentOf(at)?.host.hostName ?? null,
    (at) => parentOf(at)?.foldedName ?? null,
  ),
  parent_alias: text(
    TABLE,
    (at) => parentOf(at)?.host.alias ?? null,
    (at) => parentOf(at)?.foldedAlias ?? null,
  ),
  parent_status: number(TABLE, (at) => parentOf(at)?.state.check.state ?? null),
  parent_id: number(TABLE, (at) => parentOf(at)?.host.hostId ?? null),
  "s.description": serviceName,
  "s.name": serviceName,
};

/** A host itself, or the host of a service: the same for all services of a host. */
const ofHost = sharing<ResourcePlace, string>(
  {
    "h.name": text(
      TABLE,
      ({ host }) => host?.host.hostName ?? null,
      ({ host }) => host?.foldedName ?? null,
    ),
    "h.alias": text(
      TABLE,
      ({ host }) => host?.host.alias ?? null,
      ({ host }) => host?.foldedAlias ?? null,
    ),
    "h.address": text(
      TABLE,
      ({ host }) => host?.host.address ?? null,
      ({ host }) => host?.foldedAddress ?? null,
    ),
    "h.fqdn": text(
      TABLE,
      ({ host }) => host?.host.address ?? null,
      ({ host }) => host?.foldedAddress ?? null,
    ),
  },
  ({ host }) => host,
);

/** Search and sort fields of `GET /monitoring/resources` (later versions §5.2). */
export const resourceListing: Listing<ResourceEntry, ResourcePlace> = {
  fields: fieldTable<ResourcePlace>(own, ofHost),
  searchOnly: new Set(["h.name", "h.alias", "h.address", "h.fqdn", "s.description", "s.name"]),
  joins: [],
  newPlace: () => ({ host: null, service: null }),
  move(at, row) {
    at.service = isServiceEntry(row) ? row : null;
    at.host = isServiceEntry(row) ? row.host : row;
  },
};
