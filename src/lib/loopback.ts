import { BlockList } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address leads to this machine alone. `family` as sockets name it: `IPv4`, `IPv6`. */
export const isLoopback = (address: string, family: string | undefined): boolean =>
  loopback.check(address, family === "IPv6" ? "ipv6" : "ipv4");
