import type { ServiceGroup } from "../../../model/objects.ts";
import { fieldTable, number, text } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import type { ServiceEntry } from "../rows/rows.ts";
import { hostFields } from "./host-fields.ts";
import { serviceFields } from "./service-fields.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface ServiceGroupPlace {
  readonly visibility: Visibility;
  group: ServiceGroup | null;
  member: ServiceEntry | null;
}

/**
 * `GET /monitoring/servicegroups` (contract §7.3). `membersOf` returns the visible services of a group, one joined row
 * each.
 */
export function serviceGroupListing(
  membersOf: (group: ServiceGroup, visibility: Visibility) => readonly ServiceEntry[],
): Listing<ServiceGroup, ServiceGroupPlace> {
  const id = number<ServiceGroupPlace>("group", (at) => at.group?.id ?? null);
  const name = text<ServiceGroupPlace>("group", (at) => at.group?.name ?? null);
  const ofService = serviceFields<ServiceGroupPlace>("member", (at) => at.member);
  return {
    fields: fieldTable<ServiceGroupPlace>(
      hostFields("member", (at) => at.member?.host),
      {
        id: id,
        "service_group.id": id,
        name: name,
        "service_group.name": name,
        "service.display_name": ofService["service.display_name"],
      },
    ),
    searchOnly: new Set(["service_group.name"]),
    joins: [
      join(
        "member",
        (at) => (at.group === null ? [] : membersOf(at.group, at.visibility)),
        (at, row: ServiceEntry | null) => {
          at.member = row;
        },
      ),
    ],
    newPlace: (visibility) => ({ visibility, group: null, member: null }),
    move: (at, row) => {
      at.group = row;
    },
  };
}
