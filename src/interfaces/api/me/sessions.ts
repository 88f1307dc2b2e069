import Type from "typebox";
import type { ShownSession } from "../../../access/web-sessions.ts";
import { SESSION_KINDS } from "../../../model/account.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { callerOf, sessionOf } from "../rights.ts";
import { doneAnswer, missingAnswer, nullableDate, nullableString } from "../schema-types.ts";
import { idOf, idParameter } from "./tokens.ts";

const session = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum([...SESSION_KINDS], {
      description: "Opened in the console (`kept` for 30 days), by the web login, or by the link of a wall screen",
    }),
    opened_at: nullableDate("Of a session of an earlier release, its last use before the update"),
    last_used_at: nullableDate("Last request"),
    ends_at: nullableDate("If it is not used any more"),
    address: nullableString("Address that opened it"),
    agent: nullableString("Browser that opened it, as its `User-Agent` says"),
    wall: nullableString("Label of the link of a wall screen"),
    current: Type.Boolean({ description: "That of this request" }),
  },
  { title: "OwnSession" },
);

const shared = { surface: "vigie", right: "api-access", tag: "Console" } as const;

/** Open web sessions of the caller's account. */
export const sessionsOperations: readonly Operation[] = [
  {
    ...shared,
    id: "list-own-sessions",
    method: "GET",
    paths: ["/me/sessions"],
    summary: "Open web sessions of the account, the last used first",
    answers: { 200: Type.Object({ result: Type.Array(session) }) },
    isPresentedExactly: true,
    handle: async (request, { access }) => {
      const sessions = await access.webSessions.ofCaller(callerOf(request), sessionOf(request).sessionId);
      return { result: sessions.map(present) };
    },
  },
  {
    ...shared,
    id: "end-own-session",
    method: "DELETE",
    paths: ["/me/sessions/:id"],
    summary: "End one of the account's web sessions",
    parameters: idParameter,
    answers: { ...doneAnswer, ...missingAnswer },
    handle: (request, { access }) => access.webSessions.end(idOf(request), callerOf(request), request.ip),
  },
];

const present = (one: ShownSession) => ({
  id: one.id,
  kind: one.kind,
  opened_at: dateOrNull(one.createdAt),
  last_used_at: dateOrNull(one.lastUsed),
  ends_at: dateOrNull(one.expiresAt),
  address: one.address,
  agent: one.agent,
  wall: one.wallLabel,
  current: one.isCurrent,
});
