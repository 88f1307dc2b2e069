import { isHostKey, type ResourceKey } from "../../../model/resource-key.ts";
import { formatLiveKey } from "../live/live-key.ts";

/** Addresses of the console's pages (console/src/app/routes.tsx); a test holds both equal. */
export const CONSOLE_PATHS: readonly [string, ...string[]] = [
  "/",
  "/centreon",
  "/centreon/",
  "/sign-in",
  "/welcome",
  "/resources",
  "/hosts/:key",
  "/services/:key",
  "/overview",
  "/downtimes",
  "/downtimes/calendar",
  "/acknowledgements",
  "/notifications",
  "/notifications/simulate",
  "/events",
  "/groups",
  "/groups/:kind/:id",
  "/health",
  "/wall/:secret",
  "/pollers",
  "/profile",
];

/** Page of a host or a service. */
export const consolePageOf = (key: ResourceKey): string =>
  `/${isHostKey(key) ? "hosts" : "services"}/${formatLiveKey(key)}`;

export const consolePageOfGroup = (kind: "host" | "service", id: number): string => `/groups/${kind}/${id}`;
