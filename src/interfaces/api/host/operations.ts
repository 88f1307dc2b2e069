import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { currentRecordsOf } from "../current-records.ts";
import { largeListAnswer } from "../large-list.ts";
import { isSwitchedOn, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { findHost, found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { hostIdParameter, notFoundAnswer } from "../schema-types.ts";
import { versionOf } from "../versions.ts";
import { presentHostFull, presentHostMain } from "./present.ts";
import { hostFull, hostMain } from "./schema.ts";

const SEARCH_FIELDS = [
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "host.last_state_change",
  "host.is_acknowledged",
  "host.downtime",
  "host.criticality",
  "poller.id",
  "service.display_name",
  "host_group.id",
  "host_group.name",
  "host_category.id",
  "host_category.name",
];

/** Operations of contract §7.1 and later versions §8.3. */
export const hostOperations: readonly Operation[] = [
  {
    id: "list-hosts",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/hosts"],
    right: "api-access",
    tag: "Hosts",
    summary: "List hosts",
    description: "Ordered by name unless sorted.",
    isListing: true,
    isPresentedExactly: true,
    query: listQuerySchema(SEARCH_FIELDS, { show_service: "Adds the visible services of each host." }),
    answers: listAnswers(hostMain),
    handle: (request, { realtime }, reply) => {
      const { visibility } = callerOf(request);
      const query = listQueryOf(request);
      const showsServices = isSwitchedOn(request, "show_service");
      const version = versionOf(request);
      return largeListAnswer(reply, query, realtime.listHosts(query, visibility), (row) =>
        presentHostMain(row, showsServices ? visibleServices(row, visibility) : undefined, version),
      );
    },
  },
  {
    id: "get-host",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/hosts/:host_id(\\d+)"],
    right: "api-access",
    tag: "Hosts",
    summary: "One host with its services",
    parameters: hostIdParameter,
    answers: { 200: hostFull, ...notFoundAnswer },
    handle: (request, { realtime, inventory }) => {
      const { visibility } = callerOf(request);
      const row = found(findHost(realtime, idOf(request, "host_id"), visibility), "Host");
      const version = versionOf(request);
      const host = presentHostFull(row, visibleServices(row, visibility), version, inventory());
      if (version.fields === "original") return host;
      return {
        ...host,
        enabled: true,
        flapping: row.state.check.isFlapping,
        percent_state_change: row.state.check.percentStateChange,
        poller_name: row.host.pollerName,
        categories: [],
        ...currentRecordsOf(realtime, row.host.key, version),
      };
    },
  },
];
