import { groupListing } from "../group/group-listing.ts";
import type { Operation } from "../operation.ts";

const SEARCH_FIELDS = [
  "id",
  "name",
  "service_group.id",
  "service_group.name",
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "host.display_name",
  "poller.id",
  "service.display_name",
];

/** Listing of service groups. A host shows only its services in the group. */
export const serviceGroupOperations: readonly Operation[] = [
  groupListing({
    id: "list-servicegroups",
    path: "/monitoring/servicegroups",
    summary: "List service groups",
    fields: SEARCH_FIELDS,
    switches: {
      show_host: "Adds the hosts that have a visible service in the group.",
      show_service: "Adds these hosts with their visible services of the group.",
    },
    list: (realtime, query, visibility) => realtime.listServiceGroups(query, visibility),
    membersOf: (realtime, group, visibility) => realtime.hostsOfServiceGroup(group, visibility),
  }),
];
