import Type from "typebox";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer } from "../schema-types.ts";
import { started } from "../lookup.ts";

export const testMessageOperation: Operation = {
  id: "send-own-test-message",
  surface: "vigie",
  method: "POST",
  paths: ["/me/test-message"],
  right: "api-access",
  isForOwnPages: true,
  tag: "Console",
  summary: "Send a test message to oneself",
  description:
    "By each host notification command of the contact that has the name of the account, once. Answers when each was " +
    "delivered or failed. At most one every five seconds.",
  answers: {
    200: Type.Object(
      {
        contact: Type.String(),
        messages: Type.Array(
          Type.Object({
            way: Type.String({ examples: ["channel ops-mail", "command notify-host-by-email"] }),
            delivered: Type.Boolean(),
            text: Type.String({ description: "What the delivery came to", examples: ["delivered: 250 queued"] }),
          }),
        ),
      },
      { title: "TestMessages" },
    ),
    409: errorAnswer("There is no such contact, or it has no notification commands."),
    429: errorAnswer("One was sent just now; the message says how long to wait."),
    503: errorAnswer("The server is still starting."),
  },
  handle: async (request, { testMessages }) => {
    const { alias: contact } = callerOf(request);
    const outcomes = await started(testMessages()).sendTo(contact);
    return {
      contact,
      messages: outcomes.map(({ way, isDelivered: delivered, text }) => ({ way, delivered, text })),
    };
  },
};
