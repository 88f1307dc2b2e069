import type { Resource } from "./objects.ts";

/** `host web`, `service web/page`. */
export const placeName = (resource: Resource): string =>
  resource.kind === "host" ? `host ${resource.hostName}` : `service ${resource.hostName}/${resource.description}`;
