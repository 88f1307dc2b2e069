import { passwordOperation } from "./password.ts";
import { preferencesOperations } from "./preferences.ts";
import { sessionsOperations } from "./sessions.ts";
import { ownTokenOperations } from "./tokens.ts";
import { testMessageOperation } from "./test-message.ts";
import { savedViewOperations } from "./views.ts";
import type { Operation } from "../operation.ts";

/** The account of the caller: what it has chosen, its tokens, its open web sessions and its password. */
export const meOperations: readonly Operation[] = [
  ...preferencesOperations,
  ...ownTokenOperations,
  ...sessionsOperations,
  ...savedViewOperations,
  passwordOperation,
  testMessageOperation,
];
