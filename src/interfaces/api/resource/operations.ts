import Type from "typebox";
import { largeListAnswer, listOfTexts } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer } from "../schema-types.ts";
import { laterVersionOf } from "../versions.ts";
import { detailsOperations } from "./details-operations.ts";
import { EXPORT_COLUMNS, exportResources, MAX_LINES } from "./export.ts";
import { RESOURCE_FILTERS, RESOURCE_SWITCHES, resourceFilterOf } from "./filters.ts";
import { createItemTexts } from "./item-texts.ts";
import { shownFor } from "./links.ts";
import { presentResource } from "./present.ts";
import { hostWithServices, resourceCount, resourceItem } from "./schema.ts";
import { presentHostWithServices } from "./tree.ts";

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

const filtered = { ...listQuerySchema(SEARCH_FIELDS), ...filterSchema };
const allPages = Type.Optional(
  Type.String({ description: "`true`, the default, or `false`: only the page of `page` and `limit`" }),
);

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
    query: filtered,
    answers: listAnswers(resourceItem),
    handle: (request, { realtime, clock }, reply) => {
      const caller = callerOf(request);
      const filter = resourceFilterOf(request);
      const query = listQueryOf(request, laterVersionOf(request));
      const shown = shownFor(caller, clock.now());
      return listOfTexts(reply, query, realtime.listResources(filter, query, caller.visibility), {
        present: (row) => presentResource(row, shown),
        textOf: (row) => itemText(row, shown),
      });
    },
  },
  {
    id: "count-resources",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/resources/count"],
    right: "api-access",
    tag: "Resources",
    summary: "Number of resources that match",
    isListing: true,
    query: { ...filtered, all_pages: Type.Optional(Type.String({ description: "Accepted without effect" })) },
    answers: { 200: resourceCount },
    handle: (request, { realtime }) => {
      const filter = resourceFilterOf(request, ["all_pages"]);
      const { search } = listQueryOf(request);
      const count = realtime.countResources(filter, { search }, callerOf(request).visibility);
      return { count, meta: { search, total: count } };
    },
  },
  {
    id: "export-resources",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/resources/export"],
    right: "api-access",
    tag: "Resources",
    summary: "Resources that match, as CSV",
    description:
      "Fields are separated by semicolons. A text that a spreadsheet would calculate begins with an apostrophe.",
    query: {
      ...filtered,
      search: Type.Optional(Type.String({ description: "As of the list of resources" })),
      format: Type.Literal("csv"),
      columns: Type.Optional(
        Type.String({
          description: `JSON array, or repeated as \`columns[]=…\`, in the order wanted: ${EXPORT_COLUMNS.join(", ")}`,
        }),
      ),
      all_pages: allPages,
      max_lines: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MAX_LINES, description: "Lines besides the heads" }),
      ),
    },
    answers: {
      200: Type.String({ description: "CSV." }),
      422: errorAnswer("A parameter is missing, unknown or wrong; the message names it."),
    },
    handle: exportResources,
  },
  {
    id: "list-hosts-of-resources",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/resources/hosts"],
    right: "api-access",
    tag: "Resources",
    summary: "List hosts that match, or have a service that matches, with their services",
    description: "The worst first, then by name, unless sorted. Services are the ten worst ones that the caller sees.",
    isListing: true,
    isPresentedExactly: true,
    query: filtered,
    answers: listAnswers(hostWithServices),
    handle: (request, { realtime, clock }, reply) => {
      const caller = callerOf(request);
      const filter = resourceFilterOf(request);
      const query = listQueryOf(request, laterVersionOf(request));
      const shown = shownFor(caller, clock.now());
      return largeListAnswer(reply, query, realtime.listHostsOfResources(filter, query, caller.visibility), (row) =>
        presentHostWithServices(row, shown),
      );
    },
  },
  ...detailsOperations,
];
