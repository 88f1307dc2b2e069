/** Handling of a message that may have been sent before a restart: sent again with a mark, or not sent again. */
export const IN_DOUBT_POLICIES = ["send", "skip"] as const;
export type InDoubtPolicy = (typeof IN_DOUBT_POLICIES)[number];
