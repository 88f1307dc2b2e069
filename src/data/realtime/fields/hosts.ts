import type { HostGroup } from "../../../model/objects.ts";
import { fieldTable, number } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { visibleServices } from "../rows/visible.ts";
import { hostFields } from "./host-fields.ts";
import { serviceFields } from "./service-fields.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface HostPlace {
  readonly visibility: Visibility;
  host: HostEntry | null;
  service: ServiceEntry | null;
  hostGroup: HostGroup | null;
}

const { "host.display_name": _, ...own } = hostFields<HostPlace>("host", (at) => at.host);
const ofService = serviceFields<HostPlace>("service", (at) => at.service);

/** `GET /monitoring/hosts` (contract §7.1). */
export const hostListing: Listing<HostEntry, HostPlace> = {
  fields: fieldTable<HostPlace>(own, {
    "service.display_name": ofService["service.display_name"],
    "host_group.id": number("host_group", (at) => at.hostGroup?.id ?? null),
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
  newPlace: (visibility) => ({ visibility, host: null, service: null, hostGroup: null }),
  move: (at, row) => {
    at.host = row;
  },
};
