import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { groupListing } from "../group/group-listing.ts";
import type { Operation } from "../operation.ts";

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

export const hostGroupOperations: readonly Operation[] = [
  groupListing({
    id: "list-hostgroups",
    path: "/monitoring/hostgroups",
    summary: "List host groups",
    fields: SEARCH_FIELDS,
    switches: {
      show_host: "Adds the visible hosts.",
      show_service: "Adds the visible hosts with their visible services.",
    },
    list: (realtime, query, visibility) => realtime.listHostGroups(query, visibility),
    membersOf: (realtime, group, visibility) =>
      realtime.hostsOfGroup(group, visibility).map((host) => ({ host, services: visibleServices(host, visibility) })),
  }),
];
