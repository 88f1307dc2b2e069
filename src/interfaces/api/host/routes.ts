import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { isSwitchedOn, listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { findHost, found, idOf } from "../lookup.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { commonAnswers, hostIdParameter, notFoundAnswer } from "../schema-types.ts";
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

/** Contract §7.1. */
export function hostOperations({ realtime }: ApiParts): readonly Operation[] {
  return [
    {
      id: "list-hosts",
      method: "GET",
      paths: ["/monitoring/hosts"],
      tag: "Hosts",
      summary: "List hosts",
      description: "Ordered by name unless sorted.",
      isListing: true,
      isPresentedExactly: true,
      query: listQuerySchema(SEARCH_FIELDS, { show_service: "Adds the visible services of each host." }),
      answers: listAnswers(hostMain),
      handle: (request) => {
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
      method: "GET",
      paths: ["/monitoring/hosts/:host_id(\\d+)"],
      tag: "Hosts",
      summary: "One host with its services",
      parameters: hostIdParameter,
      answers: { 200: hostFull, ...notFoundAnswer, ...commonAnswers },
      handle: (request) => {
        const { visibility } = callerOf(request);
        const row = found(findHost(realtime, idOf(request, "host_id"), visibility));
        return presentHostFull(row, visibleServices(row, visibility), versionOf(request));
      },
    },
  ];
}
