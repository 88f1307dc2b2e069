import type { HostGroup } from "../../../model/objects.ts";
import { fieldTable, number, text } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { visibleServices } from "../rows/visible.ts";
import { hostFields } from "./host-fields.ts";
import { serviceFields } from "./service-fields.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface HostGroupPlace {
  readonly visibility: Visibility;
  group: HostGroup | null;
  host: HostEntry | null;
  service: ServiceEntry | null;
}

/** `GET /monitoring/hostgroups` (contract §7.3). `membersOf` returns the visible hosts of a group. */
export function hostGroupListing(
  membersOf: (group: HostGroup, visibility: Visibility) => readonly HostEntry[],
): Listing<HostGroup, HostGroupPlace> {
  const id = number<HostGroupPlace>("group", (at) => at.group?.id ?? null);
  const ofService = serviceFields<HostGroupPlace>("service", (at) => at.service);
  return {
    fields: fieldTable<HostGroupPlace>(
      hostFields("host", (at) => at.host),
      {
        id: id,
        "host_group.id": id,
        name: text("group", (at) => at.group?.name ?? null),
        "service.display_name": ofService["service.display_name"],
      },
    ),
    joins: [
      join(
        "host",
        (at) => (at.group === null ? [] : membersOf(at.group, at.visibility)),
        (at, row: HostEntry | null) => {
          at.host = row;
        },
      ),
      join(
        "service",
        (at) => (at.host === null ? [] : visibleServices(at.host, at.visibility)),
        (at, row: ServiceEntry | null) => {
          at.service = row;
        },
        "host",
      ),
    ],
    newPlace: (visibility) => ({ visibility, group: null, host: null, service: null }),
    move: (at, row) => {
      at.group = row;
    },
  };
}
