import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { MAX_QUERY_LENGTH, parseQuery } from "../../../data/realtime/query/parse-query.ts";
import { DEFAULT_SORT, parseSort } from "../../../data/realtime/query/sort-order.ts";
import type { SavedView, SavedViewContent } from "../../../operations/user-settings/saved-views.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, nullableString } from "../schema-types.ts";

const members = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: "^\\P{Cc}*$", examples: ["Databases"] }),
  q: Type.String({
    maxLength: MAX_QUERY_LENGTH,
    description: "Search (docs/api.md)",
    examples: ["group:db is:problem"],
  }),
  sort: Type.String({ maxLength: 200, examples: [DEFAULT_SORT] }),
  columns: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
    maxItems: 50,
    description: "Names of columns in their order; empty: those of the profile",
  }),
  shared: Type.Boolean({ description: "Others may read it" }),
};
const view = Type.Object(
  {
    id: Type.Integer(),
    ...members,
    own: Type.Boolean({ description: "Of the caller, who may change it" }),
    login: nullableString("Account that has it"),
  },
  { title: "SavedView", description: "The saved view." },
);
const body = bodyOf(Type.Object(members, { additionalProperties: false }));
const parameters = { id: Type.Integer({ description: "Saved view" }) };

const shared = { surface: "vigie", right: "api-access", tag: "Console" } as const;
const missing = { 404: errorAnswer("The caller has no saved view with this id.") };
const conflict = { 409: errorAnswer("The name is taken, or there are 100 saved views already.") };

/** Searches that the caller has kept, and those that others share. */
export const savedViewOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-saved-views",
    method: "GET",
    paths: ["/me/views"],
    summary: "Saved views of the caller, and those that others share",
    answers: {
      200: Type.Object(
        { result: Type.Array(view) },
        { title: "SavedViews", description: "Own ones first, each part by name." },
      ),
    },
    isPresentedExactly: true,
    handle: async (request, parts) => ({
      result: (await parts.userSettings.savedViews.visibleTo(callerOf(request).contactId)).map((one) =>
        present(one, request, parts),
      ),
    }),
  },
  {
    ...shared,
    id: "save-view",
    method: "POST",
    paths: ["/me/views"],
    summary: "Keep a search under a name",
    description: "Rights still apply to the rows: whoever reads a shared view sees in it what it may see.",
    body,
    answers: { 201: view, ...invalidAnswer, ...conflict },
    isPresentedExactly: true,
    handle: async (request, parts) =>
      present(await parts.userSettings.savedViews.add(callerOf(request).contactId, contentOf(request)), request, parts),
  },
  {
    ...shared,
    id: "replace-saved-view",
    method: "PUT",
    paths: ["/me/views/:id(\\d+)"],
    summary: "Replace a saved view of the caller",
    parameters,
    body,
    answers: { 200: view, ...invalidAnswer, ...missing, ...conflict },
    isPresentedExactly: true,
    handle: async (request, parts) =>
      present(
        await parts.userSettings.savedViews.replace(callerOf(request).contactId, idOf(request), contentOf(request)),
        request,
        parts,
      ),
  },
  {
    ...shared,
    id: "delete-saved-view",
    method: "DELETE",
    paths: ["/me/views/:id(\\d+)"],
    summary: "Delete a saved view of the caller",
    parameters,
    answers: { ...doneAnswer, ...missing },
    handle: (request, { userSettings }) => userSettings.savedViews.delete(callerOf(request).contactId, idOf(request)),
  },
];

/** Refuses with `query-mistake` and `sort-unknown`, so that a kept search can be used. */
function contentOf(request: FastifyRequest): SavedViewContent {
  const content = body.read(request.body);
  parseQuery(content.q);
  parseSort(content.sort);
  return content;
}

const idOf = (request: FastifyRequest): number => Number((request.params as { readonly id: string }).id);

function present({ contactId, ...saved }: SavedView, request: FastifyRequest, { access }: Pick<SharedParts, "access">) {
  const { id, name, q, sort, columns, shared: isShared } = saved;
  return {
    id,
    name,
    q,
    sort,
    columns,
    shared: isShared,
    own: contactId === callerOf(request).contactId,
    login: access.accountById(contactId)?.alias ?? null,
  };
}
