import type { HostGroup, ServiceGroup } from "../../../model/objects.ts";
import { fieldTable, number, sharing, text, type SearchField } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import type { ServiceCodes } from "../rows/service-codes.ts";
import { hostFields } from "./host-fields.ts";
import { serviceFields } from "./service-fields.ts";

export interface ServicePlace {
  host: HostEntry | null;
  service: ServiceEntry | null;
  /** State code of `service` if known without reading the row, which would be a cache miss; otherwise -1. */
  stateCode: number;
  /** Codes of the texts of `service`, indexed by `place`; null if not available. */
  codes: ServiceCodes | null;
  place: number;
  hostGroup: HostGroup | null;
  serviceGroup: ServiceGroup | null;
}

const { "host.display_name": _, ...ofHost } = hostFields<ServicePlace>("host", (at) => at.host);
const own = serviceFields<ServicePlace>("service", (at) => at.service);
const serviceGroupId = number<ServicePlace>("service_group", (at) => at.serviceGroup?.id ?? null);
/** Fields of later versions §8.3. */
const later: Readonly<Record<string, SearchField<ServicePlace>>> = {
  "service.downtime": number("service", (at) => at.service?.state.handling.scheduledDowntimeDepth ?? null),
  "service.criticality": number("service", () => null),
  "host_group.name": text("host_group", (at) => at.hostGroup?.name ?? null),
  "service_group.name": text("service_group", (at) => at.serviceGroup?.name ?? null),
};

const hostGroups = join<ServicePlace, HostGroup>(
  "host_group",
  (at) => at.host?.groups ?? [],
  (at, row) => {
    at.hostGroup = row;
  },
);
const serviceGroups = join<ServicePlace, ServiceGroup>(
  "service_group",
  (at) => at.service?.groups ?? [],
  (at, row) => {
    at.serviceGroup = row;
  },
);

const state = number<ServicePlace>("service", (at) =>
  at.stateCode >= 0 ? at.stateCode : (at.service?.state.check.state ?? null),
);

const coded = (
  name: "service.description" | "service.display_name",
  codeOf: (at: ServicePlace) => number,
): SearchField<ServicePlace> => ({ ...own[name], codeOf }) as SearchField<ServicePlace>;
const description = coded("service.description", ({ codes, place }) => codes?.descriptions[place] ?? -1);

/** Creates a position without a row. */
export const newPlace = (): ServicePlace => ({
  host: null,
  service: null,
  stateCode: -1,
  codes: null,
  place: -1,
  hostGroup: null,
  serviceGroup: null,
});
const move = (at: ServicePlace, row: ServiceEntry): void => {
  at.service = row;
  at.host = row.host;
};

/** Fields whose values change without a change of the configuration. */
export const CHANGES_WITH_STATE: ReadonlySet<string> = new Set([
  "host.state",
  "service.state",
  "service.output",
  "service.is_acknowledged",
  "service.downtime",
]);

/**
 * `GET /monitoring/services` (contract §7.2; later versions §8.3). The search accepts `service.id` in addition to the fields of the
 * reference.
 */
export const serviceListing: Listing<ServiceEntry, ServicePlace> = {
  fields: fieldTable<ServicePlace>(
    sharing(ofHost, (at) => at.host),
    own,
    later,
    {
      "service.description": description,
      "service.name": description,
      "service.display_name": coded("service.display_name", ({ codes, place }) => codes?.displayNames[place] ?? -1),
      "service.state": state,
      "host_group.id": number("host_group", (at) => at.hostGroup?.id ?? null),
      "service_group.id": serviceGroupId,
    },
  ),
  searchOnly: new Set(["service.id"]),
  joins: [hostGroups, serviceGroups],
  newPlace,
  move,
};

/** `GET /monitoring/hosts/{host_id}/services` (contract §7.2). */
export const hostServiceListing: Listing<ServiceEntry, ServicePlace> = {
  fields: fieldTable<ServicePlace>({
    "service.id": own["service.id"],
    "service.description": own["service.description"],
    "service.name": own["service.description"],
    "service.display_name": own["service.display_name"],
    "service.is_acknowledged": own["service.is_acknowledged"],
    "service.state": own["service.state"],
    "service_group.id": serviceGroupId,
  }),
  joins: [serviceGroups],
  newPlace,
  move,
};
