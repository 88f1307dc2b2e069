import { isIPv6 } from "node:net";

/**
 * Network that counts as one sender: an IPv4 address, or the /64 of an IPv6 address, since its holder can choose the
 * other half. An IPv4-mapped address (`::ffff:192.0.2.1`) is the IPv4 address. Other text is returned as it is.
 */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return address.slice(0, 64);
  const [head = "", tail] = canonical(bare).split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array.from({ length: zeros }, () => "0"), ...last];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

// The URL parser normalizes every spelling of an address to RFC 5952.
const canonical = (address: string): string => new URL(`http://[${address}]/`).hostname.slice(1, -1);
