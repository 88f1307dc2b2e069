import Type from "typebox";
import { MAX_PASSWORD_BYTES } from "../../../access/password.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf, sessionOf } from "../rights.ts";
import { doneAnswer, errorAnswer, invalidAnswer, loginRefusals } from "../schema-types.ts";

const password = Type.String({ format: "password", minLength: 1, maxLength: MAX_PASSWORD_BYTES });
const body = bodyOf(Type.Object({ current: password, new: password }, { additionalProperties: false }));

export const passwordOperation: Operation = {
  id: "change-own-password",
  surface: "vigie",
  method: "PUT",
  paths: ["/me/password"],
  right: "api-access",
  isForOwnPages: true,
  tag: "Console",
  summary: "Change the account's password",
  description:
    "Ends the logins and the other web sessions of the account; tokens for scripts and links to wall screens stay.",
  body,
  answers: {
    ...doneAnswer,
    ...invalidAnswer,
    403: errorAnswer("The current password is wrong."),
    429: loginRefusals[429],
  },
  handle: (request, { access }) => {
    const { current, new: next } = body.read(request.body);
    const { ip: address } = request;
    return access.changePassword({
      caller: callerOf(request),
      address,
      current,
      next,
      keptSession: sessionOf(request).sessionId,
    });
  },
};
