import { createStore } from "../data/store.ts";

/** What lies over the page, of what every page has. */
export const openedHelp = createStore<"keys" | "palette" | null>(null);
