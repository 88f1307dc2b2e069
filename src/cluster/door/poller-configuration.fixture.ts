import type { PollerConfiguration } from "./poller-connection.ts";

/** For tests: a configuration without a resource, in one piece. */
export const EMPTY_CONFIGURATION: PollerConfiguration = {
  id: "c1",
  generation: 1,
  pieces: ["AA=="],
  keys: [],
  groupRevision: 0,
};
