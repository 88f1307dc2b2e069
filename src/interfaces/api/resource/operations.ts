import Type from "typebox";
import { listOfTexts } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { RESOURCE_FILTERS, RESOURCE_SWITCHES, resourceFilterOf } from "./filters.ts";
import { createItemTexts } from "./item-texts.ts";
import { shownFor } from "./links.ts";
import { presentResource } from "./present.ts";
import { resourceItem } from "./schema.ts";

const SEARCH_FIELDS = [
  "id",
  "name",
  "alias",
  "fqdn",
  "type",
  "status",
  "status_code",
  "status_severity_code",
  "action_url",
  "notes_url",
  "notes_label",
  "tries",
  "information",
  "monitoring_server_name",
  "severity_level",
  "last_status_change",
  "last_check",
  "in_downtime",
  "acknowledged",
  "in_flapping",
  "status_types",
  "parent_name",
  "parent_alias",
  "parent_status",
  "parent_id",
  "h.name",
  "h.alias",
  "h.address",
  "h.fqdn",
  "s.description",
  "s.name",
];

const filterSchema = {
  ...Object.fromEntries(
    Object.entries(RESOURCE_FILTERS).map(([name, description]) => [
      name,
      Type.Optional(Type.String({ description: `JSON array, or repeated as \`${name}[]=…\`: ${description}` })),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(RESOURCE_SWITCHES).map(([name, description]) => [name, Type.Optional(Type.String({ description }))]),
  ),
};

const itemText = createItemTexts();

/** Operations of later versions §5. */
export const resourceOperations: readonly Operation[] = [
  {
    id: "list-resources",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/resources"],
    right: "api-access",
    tag: "Resources",
    summary: "List hosts and services together",
    description:
      "The worst first, then by name, unless sorted. Values of one filter are alternatives; all filters must hold. " +
      "Unknown fields of a search are ignored.",
    isListing: true,
    isPresentedExactly: true,
    query: { ...listQuerySchema(SEARCH_FIELDS), ...filterSchema },
    answers: listAnswers(resourceItem),
    handle: (request, { realtime, clock }, reply) => {
      const caller = callerOf(request);
      const filter = resourceFilterOf(request);
      const query = listQueryOf(request);
      const shown = shownFor(caller, clock.now());
      return listOfTexts(reply, query, realtime.listResources(filter, query, caller.visibility), {
        present: (row) => presentResource(row, shown),
        textOf: (row) => itemText(row, shown),
      });
    },
  },
];
