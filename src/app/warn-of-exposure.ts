import type { AddressInfo } from "node:net";
import type { Settings } from "../config/settings/settings.ts";
import { isLoopback } from "../lib/loopback.ts";
import type { Log } from "../lib/log.ts";

/** Warns if the server listens beyond this machine with neither HTTPS nor a proxy in front that could end it. */
export function warnOfExposure(
  { tls, trustProxy }: Pick<Settings, "tls" | "trustProxy">,
  addresses: readonly (AddressInfo | string)[],
  log: Log,
): void {
  const exposed = addresses
    .filter((address) => typeof address === "object")
    .find(({ address, family }) => !isLoopback(address, family));
  if (exposed === undefined || tls !== null || trustProxy !== null) return;
  log.warn(
    { address: exposed.address },
    "passwords and tokens cross the network readable: set tls, or listen on 127.0.0.1 behind a proxy and set trust_proxy",
  );
}
