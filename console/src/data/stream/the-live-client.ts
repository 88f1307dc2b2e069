import type { LiveClient } from "./live-client.ts";
import { openLiveClient } from "./open-live-client.ts";

let client: LiveClient | undefined;

/** The live stream of this tab, opened when it is asked for first. */
export function liveClient(): LiveClient {
  client ??= openLiveClient();
  return client;
}
