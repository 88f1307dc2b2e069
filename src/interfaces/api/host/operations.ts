import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { isSwitchedOn, listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
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
  "poller.id",
  "service.display_name",
  "host_group.id",
];

/** Operations of contract §7.1. */
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
    handle: (request, { realtime }) => {
      const { visibility } = callerOf(request);
      const query = listQueryOf(request);
      const showsServices = isSwitchedOn(request, "show_service");
      return listAnswer(query, realtime.listHosts(query, visibility), (row) =>
        presentHostMain(row, showsServices ? visibleServices(row, visibility) : undefined),
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
    handle: (request, { realtime }) => {
      const { visibility } = callerOf(request);
      const row = found(findHost(realtime, idOf(request, "host_id"), visibility), "Host");
      return presentHostFull(row, visibleServices(row, visibility), versionOf(request));
    },
  },
];
