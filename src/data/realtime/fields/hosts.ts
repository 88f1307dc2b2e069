import type { HostGroup, ServiceGroup } from "../../../model/objects.ts";
import { boolean, fieldTable, number, text, time, type SearchField } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { visibleServices } from "../rows/visible.ts";
import { acknowledgedOf } from "./service-fields.ts";
import { ABSENT_CATEGORIES } from "./absent.ts";
import { hostFields } from "./host-fields.ts";
import { serviceFields } from "./service-fields.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface HostPlace {
  readonly visibility: Visibility;
  host: HostEntry | null;
  service: ServiceEntry | null;
  hostGroup: HostGroup | null;
  serviceGroup: ServiceGroup | null;
}

const { "host.display_name": _, ...own } = hostFields<HostPlace>("host", (at) => at.host);
const ofService = serviceFields<HostPlace>("service", (at) => at.service);

/** Fields of later versions §8.3. */
const later: Readonly<Record<string, SearchField<HostPlace>>> = {
  "host.last_state_change": time("host", (at) => at.host?.state.check.lastStateChange ?? null),
  "host.is_acknowledged": boolean("host", (at) => acknowledgedOf(at.host)),
  "host.downtime": number("host", (at) => at.host?.state.handling.scheduledDowntimeDepth ?? null),
  "host.criticality": number("host", () => null),
};

/** `GET /monitoring/hosts` (contract §7.1; later versions §8.3). */
export const hostListing: Listing<HostEntry, HostPlace> = {
  fields: fieldTable<HostPlace>(own, later, ABSENT_CATEGORIES.ofHosts, {
    "service.display_name": ofService["service.display_name"],
    "host_group.id": number("host_group", (at) => at.hostGroup?.id ?? null),
    "host_group.name": text("host_group", (at) => at.hostGroup?.name ?? null),
  }),
  joins: [
    join(
      "service",
      (at) => (at.host === null ? [] : visibleServices(at.host, at.visibility)),
      (at, row: ServiceEntry | null) => {
        at.service = row;
      },
    ),
    join(
      "host_group",
      (at) => at.host?.groups ?? [],
      (at, row: HostGroup | null) => {
        at.hostGroup = row;
      },
    ),
  ],
  newPlace: (visibility) => ({ visibility, host: null, service: null, hostGroup: null, serviceGroup: null }),
  move: (at, row) => {
    at.host = row;
  },
};
