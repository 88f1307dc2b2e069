import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { LinkActor } from "../../../access/wall-links.ts";
import { parseQuery } from "../../../data/realtime/query/parse-query.ts";
import { DEFAULT_SORT, parseSort } from "../../../data/realtime/query/sort-order.ts";
import type { StoredWallLink } from "../../../model/account.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import { ownOrigin } from "../own-pages.ts";
import { dateOrNull } from "../present-values.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, missingAnswer, nullableDate } from "../schema-types.ts";
import { wallView } from "../session/schema.ts";

/** Ten years. */
const MAX_HOURS = 87_600;

const members = {
  id: Type.Integer(),
  label: Type.String(),
  login: Type.String({ description: "Account that made it, with whose rights it reads" }),
  view: wallView,
  created_at: nullableDate("When it was made"),
  expires_at: nullableDate("Null: until it is deleted"),
};
const link = Type.Object(members, { title: "WallLink", description: "Without its secret." });
const made = Type.Object(
  { ...members, url: Type.String({ description: "Address of the wall screen, with the secret; shown this once" }) },
  { title: "WallLinkMade", description: "The link, with its address this once." },
);
const body = bodyOf(
  Type.Object(
    {
      view: Type.Union([wallView, Type.Integer({ minimum: 1, description: "Id of a saved view, as it is now" })]),
      hours: Type.Union([Type.Integer({ minimum: 1, maximum: MAX_HOURS }), Type.Null()], {
        description: "How long it is good; null: until it is deleted",
      }),
      label: Type.String({ minLength: 1, maxLength: 80, pattern: "^\\P{Cc}*$", examples: ["Hall"] }),
    },
    { additionalProperties: false },
  ),
);
const parameters = { id: Type.Integer({ description: "Link" }) };

const shared = { surface: "vigie", right: "api-access", tag: "Console" } as const;

/** Links to wall screens: whoever has one reads one view with the rights of its maker, without signing in. */
export const wallLinkOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-wall-links",
    method: "GET",
    paths: ["/wall-links"],
    summary: "Links to wall screens",
    description: "The caller's own; all of them for an administrator. Never with their secrets.",
    answers: { 200: Type.Object({ result: Type.Array(link) }) },
    isPresentedExactly: true,
    handle: (request, { access }) => ({
      result: access.wallLinks.visibleTo(callerOf(request)).map((one) => present(one, access)),
    }),
  },
  {
    ...shared,
    id: "make-wall-link",
    method: "POST",
    paths: ["/wall-links"],
    summary: "Make a link to a wall screen",
    body,
    answers: {
      201: made,
      ...invalidAnswer,
      404: errorAnswer("The caller sees no saved view with this id."),
      409: errorAnswer("The account has too many links."),
    },
    isPresentedExactly: true,
    handle: async (request, { access, clock, userSettings }) => {
      const { view: wanted, hours, label } = body.read(request.body);
      const view = typeof wanted === "number" ? await savedViewOf(wanted, request, userSettings) : wanted;
      // A mistake is found now, and not on the wall.
      parseQuery(view.q);
      parseSort(view.sort);
      const expiresAt = hours === null ? null : Math.floor(clock.now()) + hours * 3600;
      const added = await access.wallLinks.add({ label, view, expiresAt }, actorOf(request));
      return { ...present(added.link, access), url: `${ownOrigin(request) ?? ""}/wall/${added.secret}` };
    },
  },
  {
    ...shared,
    id: "delete-wall-link",
    method: "DELETE",
    paths: ["/wall-links/:id(\\d+)"],
    summary: "Delete a link to a wall screen, and end its sessions",
    parameters,
    answers: { ...doneAnswer, ...missingAnswer },
    handle: (request, { access }) =>
      access.wallLinks.delete(Number((request.params as { readonly id: string }).id), actorOf(request)),
  },
];

async function savedViewOf(id: number, request: FastifyRequest, { savedViews }: SharedParts["userSettings"]) {
  const visible = await savedViews.visibleTo(callerOf(request).contactId);
  const found = visible.find((view) => view.id === id);
  if (found === undefined) throw new Refusal("saved-view-not-found", `There is no saved view ${id}.`);
  return { q: found.q, sort: found.sort === "" ? DEFAULT_SORT : found.sort };
}

const actorOf = (request: FastifyRequest): LinkActor => ({ caller: callerOf(request), address: request.ip });

const present = (
  { id, label, contactId, view, createdAt, expiresAt }: StoredWallLink,
  access: SharedParts["access"],
) => ({
  id,
  label,
  login: access.accountById(contactId)?.alias ?? "",
  view,
  created_at: dateOrNull(createdAt),
  expires_at: dateOrNull(expiresAt),
});
