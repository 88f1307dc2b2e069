import type { en } from "./en.ts";

/** Every text of the console. A language that lacks one does not compile. */
export type Messages = typeof en;
