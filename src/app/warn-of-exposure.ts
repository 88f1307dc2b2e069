import { BlockList, type AddressInfo } from "node:net";
import type { Settings } from "../config/settings/settings.ts";
import type { Log } from "../lib/log.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Warns if the server listens beyond this machine with neither HTTPS nor a proxy in front that could end it. */
export function warnOfExposure(
  { tls, trustProxy }: Pick<Settings, "tls" | "trustProxy">,
  addresses: readonly (AddressInfo | string)[],
  log: Log,
): void {
  const exposed = addresses
    .filter((address) => typeof address === "object")
    .find(({ address, family }) => !loopback.check(address, family === "IPv6" ? "ipv6" : "ipv4"));
  if (exposed === undefined || tls !== null || trustProxy !== null) return;
  log.warn(
    { address: exposed.address },
    "passwords and tokens cross the network readable: set tls, or listen on 127.0.0.1 behind a proxy and set trust_proxy",
  );
}
