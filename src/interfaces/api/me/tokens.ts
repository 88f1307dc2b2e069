import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { ShownToken, TokenActor } from "../../../access/script-tokens.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import { refuseField } from "../body-refusal.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, missingAnswer, nullableDate } from "../schema-types.ts";
import { MAX_NAME_LENGTH } from "../token/schema.ts";

const members = {
  id: Type.String({ description: "As `vigie token list` shows it", examples: ["3f9a0c1d2e4b"] }),
  name: Type.String(),
  created_at: nullableDate("Of a token of an earlier release, its last use before the update"),
  last_used_at: nullableDate("At first the time of its making"),
  expires_at: nullableDate("Null: never"),
  revoked: Type.Boolean({ description: "Refused as unknown" }),
};
const token = Type.Object(members, { title: "OwnToken", description: "Without the secret." });
const made = Type.Object(
  { ...members, token: Type.String({ description: "The secret, shown this once" }) },
  { title: "OwnTokenMade", description: "The token, with its secret this once." },
);
const body = bodyOf(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: MAX_NAME_LENGTH, pattern: "^\\P{Cc}*$" }),
      expires_at: Type.Optional(nullableDate("In the future; null: never")),
    },
    { additionalProperties: false },
  ),
);
export const idParameter = { id: Type.String({ pattern: "^[0-9a-f]{12}$" }) };
export const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;

const shared = { surface: "vigie", right: "api-access", tag: "Console" } as const;

/** Tokens for scripts of the caller: those of `vigie token` and of `/administration/tokens`. */
export const ownTokenOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-own-tokens",
    method: "GET",
    paths: ["/me/tokens"],
    summary: "The caller's tokens for scripts",
    answers: {
      200: Type.Object({
        result: Type.Array(token),
        may_add: Type.Boolean({ description: "The setting `api_tokens` lets the account make more" }),
      }),
    },
    isPresentedExactly: true,
    handle: async (request, { access }) => {
      const caller = callerOf(request);
      const tokens = await access.scriptTokens.visibleTo(caller);
      return {
        result: tokens.filter(({ user }) => user.id === caller.contactId).map(present),
        may_add: access.scriptTokens.mayMake(caller),
      };
    },
  },
  {
    ...shared,
    id: "make-own-token",
    method: "POST",
    paths: ["/me/tokens"],
    summary: "Make a token for scripts that acts as the caller",
    body,
    answers: {
      201: made,
      ...invalidAnswer,
      403: errorAnswer("The account may not make tokens."),
      409: errorAnswer("The name is taken, or there are too many tokens."),
    },
    isPresentedExactly: true,
    handle: async (request, { access, clock }) => {
      const { name, expires_at: end = null } = body.read(request.body);
      const actor = actorOf(request);
      const wanted = { name, userId: actor.caller.contactId, expiresAt: endOf(end, clock.now()) };
      const { shown, text } = await access.scriptTokens.add(wanted, actor);
      return { ...present(shown), token: text };
    },
  },
  {
    ...shared,
    id: "delete-own-token-by-id",
    method: "DELETE",
    paths: ["/me/tokens/:id"],
    summary: "Delete one of the caller's tokens",
    parameters: idParameter,
    answers: { ...doneAnswer, ...missingAnswer },
    handle: (request, { access }) => access.scriptTokens.deleteOwn(idOf(request), actorOf(request)),
  },
];

const actorOf = (request: FastifyRequest): TokenActor => ({ caller: callerOf(request), address: request.ip });

function endOf(text: string | null, now: UnixSeconds): UnixSeconds | null {
  if (text === null) return null;
  const at = parseRfc3339(text);
  if (at === undefined) return refuseField("expires_at", "This should be a time such as 2027-11-29T10:00:00Z.");
  return at > now ? at : refuseField("expires_at", "This should be in the future.");
}

const present = ({ id, name, createdAt, lastUsed, expiresAt, isRevoked }: ShownToken) => ({
  id,
  name,
  created_at: dateOrNull(createdAt),
  last_used_at: dateOrNull(lastUsed),
  expires_at: dateOrNull(expiresAt),
  revoked: isRevoked,
});
