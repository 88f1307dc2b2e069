import type { FastifyRequest } from "fastify";
import type { ShownToken, TokenActor, TokenName } from "../../../access/script-tokens.ts";
import { listRows } from "../../../data/realtime/search/list-rows.ts";
import { Refusal } from "../../../model/refusal.ts";
import { listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer } from "../schema-types.ts";
import { laterVersionOf } from "../versions.ts";
import { refusePast, revocationBody, tokenBody } from "./body.ts";
import { presentToken, tokenListing } from "./listing.ts";
import { nameParameter, tokenCreated, tokenItem, userParameter } from "./schema.ts";

const ALL = "/administration/tokens";
const OWN = `${ALL}/:name`;
const ONE = `${OWN}/users/:user_id(\\d+)`;

const shared = { surface: "centreon", right: "api-access", tag: "Tokens" } as const;
const parameters = { ...nameParameter, ...userParameter };
const refused = { 403: errorAnswer("The caller may not do this to tokens of this account.") };
const missing = { 404: errorAnswer("There is no such token.") };
const unreadable = { 422: errorAnswer("The body cannot be accepted; the message names the field.") };

/** Tokens for scripts (later versions §11): those of `vigie token`. */
export const tokenOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-tokens",
    method: "GET",
    paths: [ALL],
    summary: "List the tokens for scripts",
    description: "The caller's own; all of them for an administrator. Never with their secrets.",
    query: listQuerySchema([...tokenListing.fields.keys()]),
    isListing: true,
    answers: listAnswers(tokenItem),
    handle: async (request, { access }) => {
      const query = listQueryOf(request, laterVersionOf(request));
      const caller = callerOf(request);
      const tokens = await access.scriptTokens.visibleTo(caller);
      return listAnswer(query, listRows(tokens, tokenListing, query, caller.visibility), presentToken);
    },
  },
  {
    ...shared,
    id: "add-token",
    method: "POST",
    paths: [ALL],
    summary: "Make a token for scripts",
    description:
      "Administrators make them for every account; others for themselves where the setting `api_tokens` allows it.",
    body: tokenBody,
    answers: {
      201: tokenCreated,
      ...refused,
      409: errorAnswer("The name is taken, there is no such account, or it is another's."),
      ...unreadable,
    },
    handle: async (request, { access, clock }) => {
      const wanted = tokenBody.read(request.body);
      refusePast(wanted, clock.now());
      const { shown, text } = await access.scriptTokens.add(wanted, actorOf(request));
      return { ...presentToken(shown), token: text };
    },
  },
  {
    ...shared,
    id: "get-own-token",
    method: "GET",
    paths: [OWN],
    summary: "One of the caller's tokens",
    parameters: nameParameter,
    answers: { 200: tokenItem, ...missing },
    handle: (request, parts) => found(ownName(request), request, parts),
  },
  {
    ...shared,
    id: "delete-own-token",
    method: "DELETE",
    paths: [OWN],
    summary: "Delete one of the caller's tokens",
    parameters: nameParameter,
    answers: { ...doneAnswer, ...missing },
    handle: (request, { access }) => access.scriptTokens.delete(ownName(request), actorOf(request)),
  },
  {
    ...shared,
    id: "get-token",
    method: "GET",
    paths: [ONE],
    summary: "One token of an account",
    parameters,
    answers: { 200: tokenItem, ...refused, ...missing },
    handle: (request, parts) => found(nameOf(request), request, parts),
  },
  {
    ...shared,
    id: "revoke-token",
    method: "PATCH",
    paths: [ONE],
    summary: "Revoke a token of an account, or take that back",
    description: "A revoked token is refused as unknown. Taking it back needs the right to make tokens.",
    parameters,
    body: revocationBody,
    answers: { ...doneAnswer, ...refused, ...missing, ...unreadable },
    handle: (request, { access }) =>
      access.scriptTokens.setRevoked(nameOf(request), revocationBody.read(request.body), actorOf(request)),
  },
  {
    ...shared,
    id: "delete-token",
    method: "DELETE",
    paths: [ONE],
    summary: "Delete a token of an account",
    parameters,
    answers: { ...doneAnswer, ...refused, ...missing },
    handle: (request, { access }) => access.scriptTokens.delete(nameOf(request), actorOf(request)),
  },
];

const actorOf = (request: FastifyRequest): TokenActor => ({ caller: callerOf(request), address: request.ip });

const ownName = (request: FastifyRequest): TokenName => ({
  name: (request.params as { readonly name: string }).name,
  userId: callerOf(request).contactId,
});

const nameOf = (request: FastifyRequest): TokenName => ({
  ...ownName(request),
  userId: Number((request.params as { readonly user_id: string }).user_id),
});

async function found({ name, userId }: TokenName, request: FastifyRequest, { access }: SharedParts) {
  const caller = callerOf(request);
  if (!caller.isAdmin && userId !== caller.contactId)
    throw new Refusal("tokens-not-allowed", "You are not allowed to list tokens");
  const shown: ShownToken | undefined = (await access.scriptTokens.visibleTo(caller)).find(
    (token) => token.name === name && token.user.id === userId,
  );
  if (shown === undefined) throw new Refusal("token-not-found", "Token not found");
  return presentToken(shown);
}
