import Type from "typebox";
import type { ConsolePreferences } from "../../../model/user-settings.ts";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";

export const preferences = Type.Unsafe<ConsolePreferences>({
  type: "object",
  additionalProperties: true,
  description: "What the account has chosen for the console: any JSON object, of at most 16 KiB.",
  examples: [{ theme: "dark", density: "dense", language: "fr", zone: "Europe/Paris" }],
});

const shared = { surface: "vigie", paths: ["/me/preferences"], right: "api-access", tag: "Console" } as const;
const body = bodyOf(preferences);

export const preferencesOperations: readonly Operation[] = [
  {
    ...shared,
    id: "get-preferences",
    method: "GET",
    summary: "What the account has chosen for the console",
    answers: { 200: preferences },
    isPresentedExactly: true,
    handle: (request, { userSettings }) => userSettings.consolePreferences(callerOf(request).contactId),
  },
  {
    ...shared,
    id: "replace-preferences",
    method: "PUT",
    summary: "Replace what the account has chosen for the console",
    description: "Answered with what is stored.",
    body,
    answers: { 200: preferences, ...invalidAnswer },
    isPresentedExactly: true,
    handle: async (request, { userSettings }) => {
      const wanted = body.read(request.body);
      await userSettings.saveConsolePreferences(callerOf(request).contactId, wanted);
      return wanted;
    },
  },
];
