import Type from "typebox";
import { MAX_PASSWORD_BYTES } from "../../../access/password.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { errorAnswer, invalidAnswer } from "../schema-types.ts";
import { beginSession, clientOf } from "../session/cookie-of.ts";
import { meOf } from "../session/me.ts";
import { me } from "../session/schema.ts";

const body = bodyOf(
  Type.Object(
    {
      secret: Type.String({ description: "What follows `#` in the link that the first start prints", maxLength: 64 }),
      password: Type.String({ format: "password", minLength: 1, maxLength: MAX_PASSWORD_BYTES }),
    },
    { additionalProperties: false },
  ),
);

/** First sign-in. */
export const welcomeOperations: readonly Operation[] = [
  {
    id: "welcome",
    surface: "vigie",
    method: "POST",
    paths: ["/welcome"],
    right: "public",
    isForOwnPages: true,
    tag: "Console",
    summary: "Choose the password of the first administrator, and sign in",
    description: "The secret is good once, for an hour, and only while nobody has signed in.",
    body,
    answers: { 200: me, ...invalidAnswer, 410: errorAnswer("The link is over.") },
    handle: async (request, parts, reply) => {
      const { secret, password } = body.read(request.body);
      const sessionId = await parts.access.welcome(secret, password, clientOf(request));
      return meOf(await beginSession(request, reply, parts, { sessionId, kind: "console" }), parts);
    },
  },
];
