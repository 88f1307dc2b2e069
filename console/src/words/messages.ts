import type { enFirst } from "./en-first.ts";
import type { en } from "./en.ts";

/** Every text of the console. A language that lacks one does not compile. */
export type Messages = typeof en;

/** Those of the sign-in page and of parts that it shares with others. */
export type FirstMessages = typeof enFirst;
