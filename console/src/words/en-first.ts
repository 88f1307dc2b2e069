import { common } from "./en/common.ts";
import { refusal } from "./en/refusals.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";

/** What the sign-in page needs; the rest is loaded for those who are signed in. */
export const enFirst = {
  common,
  refusal,
  shell,
  signIn,
};
