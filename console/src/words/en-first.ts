import type { ToldRefusal } from "../data/refusal.ts";
import { common } from "./en/common.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";

/** What the sign-in page needs; the rest is loaded for those who are signed in. */
export const enFirst = {
  common,
  /** What the server refuses; its own words are English. */
  refusal: ({ message }: ToldRefusal): string => message,
  shell,
  signIn,
};
