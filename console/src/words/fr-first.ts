import { common } from "./fr/common.ts";
import { refusal } from "./fr/refusals.ts";
import { shell } from "./fr/shell.ts";
import { signIn } from "./fr/sign-in.ts";
import type { FirstMessages } from "./messages.ts";

/** What the sign-in page needs; the rest is loaded for those who are signed in. */
export const frFirst = { common, refusal, shell, signIn } satisfies FirstMessages;
