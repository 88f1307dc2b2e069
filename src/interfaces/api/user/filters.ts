import type { FastifyRequest } from "fastify";
import { type RecordPlace, recordListing } from "../../../data/realtime/fields/record-listing.ts";
import { fieldTable, number, text } from "../../../data/realtime/search/field.ts";
import { listRows } from "../../../data/realtime/search/list-rows.ts";
import type { UserFilter } from "../../../model/user-settings.ts";
import type { FilterPlace } from "../../../operations/user-settings/user-settings.ts";
import { noRoute } from "../errors.ts";
import { listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer } from "../schema-types.ts";
import { laterVersionOf } from "../versions.ts";
import { filterBody, orderBody } from "./filter-body.ts";
import { filterIdParameter, filterItem, pageParameter } from "./filter-schema.ts";

const PAGE = "/users/filters/:page_name";
const ONE = `${PAGE}/:filter_id(\\d+)`;
const parameters = { ...pageParameter, ...filterIdParameter };
const missing = { 404: errorAnswer("The account has no such filter on this page.") };
const full = { 409: errorAnswer("There are too many filters.") };

const listing = recordListing<UserFilter>(
  fieldTable<RecordPlace<UserFilter>>({
    name: text("filter", ({ row }) => row?.name ?? null),
    id: number("filter", ({ row }) => row?.id ?? null),
    order: number("filter", ({ row }) => row?.order ?? null),
  }),
);

const shared = { surface: "centreon", right: "api-access", tag: "Users" } as const;

/** Filters that an account keeps for a page of its web interface (later versions §10). */
export const filterOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-user-filters",
    method: "GET",
    paths: [PAGE],
    summary: "List the caller's filters for a page",
    parameters: pageParameter,
    query: listQuerySchema([...listing.fields.keys()]),
    isListing: true,
    answers: listAnswers(filterItem),
    isPresentedExactly: true,
    handle: async (request, { userSettings }) => {
      const query = listQueryOf(request, laterVersionOf(request));
      const filters = await userSettings.filters(placeOf(request));
      return listAnswer(query, listRows(filters, listing, query, callerOf(request).visibility), present);
    },
  },
  {
    ...shared,
    id: "add-user-filter",
    method: "POST",
    paths: [PAGE],
    summary: "Keep a filter for a page",
    parameters: pageParameter,
    body: filterBody,
    answers: { 200: filterItem, ...full },
    isPresentedExactly: true,
    handle: async (request, { userSettings }) =>
      present(await userSettings.addFilter(placeOf(request), filterBody.read(request.body))),
  },
  {
    ...shared,
    id: "get-user-filter",
    method: "GET",
    paths: [ONE],
    summary: "One of the caller's filters",
    parameters,
    answers: { 200: filterItem, ...missing },
    isPresentedExactly: true,
    handle: async (request, { userSettings }) =>
      present(await userSettings.filter(placeOf(request), filterIdOf(request))),
  },
  {
    ...shared,
    id: "replace-user-filter",
    method: "PUT",
    paths: [ONE],
    summary: "Replace the name and the criteria of a filter",
    parameters,
    body: filterBody,
    answers: { 200: filterItem, ...missing },
    isPresentedExactly: true,
    handle: async (request, { userSettings }) =>
      present(await userSettings.replaceFilter(placeOf(request), filterIdOf(request), filterBody.read(request.body))),
  },
  {
    ...shared,
    id: "move-user-filter",
    method: "PATCH",
    paths: [ONE],
    summary: "Move a filter to another place of the page",
    parameters,
    body: orderBody,
    answers: { 200: filterItem, ...missing },
    isPresentedExactly: true,
    handle: async (request, { userSettings }) =>
      present(await userSettings.moveFilter(placeOf(request), filterIdOf(request), orderBody.read(request.body))),
  },
  {
    ...shared,
    id: "delete-user-filter",
    method: "DELETE",
    paths: [ONE],
    summary: "Delete a filter",
    parameters,
    answers: { ...doneAnswer, ...missing },
    handle: (request, { userSettings }) => userSettings.deleteFilter(placeOf(request), filterIdOf(request)),
  },
];

/** Refuses with `no-route` for a page that can be none. */
function placeOf(request: FastifyRequest): FilterPlace {
  const { page_name: page } = request.params as { readonly page_name: string };
  if (!/^[A-Za-z0-9-]{1,100}$/.test(page)) throw noRoute(request);
  return { contactId: callerOf(request).contactId, page };
}

const filterIdOf = (request: FastifyRequest): number =>
  Number((request.params as { readonly filter_id: string }).filter_id);

const present = ({ id, name, criterias, order }: UserFilter) => ({
  id,
  name,
  criterias: (JSON.parse(criterias) as readonly object[]).map((one) => ({ object_type: null, ...one })),
  order,
});
