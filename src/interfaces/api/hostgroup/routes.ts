import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { groupListing } from "../group/group-listing.ts";
import type { ApiParts, Operation } from "../operation.ts";

const SEARCH_FIELDS = [
  "id",
  "name",
  "host_group.id",
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "host.display_name",
  "poller.id",
  "service.display_name",
];

export function hostGroupOperations({ realtime }: ApiParts): readonly Operation[] {
  return [
    groupListing({
      id: "list-hostgroups",
      path: "/monitoring/hostgroups",
      summary: "List host groups",
      fields: SEARCH_FIELDS,
      switches: {
        show_host: "Adds the visible hosts.",
        show_service: "Adds the visible hosts with their visible services.",
      },
      list: (query, visibility) => realtime.listHostGroups(query, visibility),
      membersOf: (group, visibility) =>
        realtime.hostsOfGroup(group, visibility).map((host) => ({ host, services: visibleServices(host, visibility) })),
    }),
  ];
}
