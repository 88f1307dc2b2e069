import type { DowntimeTargets } from "../wire.ts";

/**
 * Names of hosts, services and groups in a search that names nothing else: `host:web-*`, `group:db`,
 * `servicegroup:shop`, `host:web-01 service:"disk /var"`. Null for another search: what it finds may change, and a
 * repeating downtime is on names.
 */
export function namedTargets(query: string): DowntimeTargets | null {
  const terms = [...query.matchAll(/\s*(\S+?):((?:"[^"]*"|[^\s",]+)(?:,(?:"[^"]*"|[^\s",]+))*)(?=\s|$)/gy)];
  const length = terms.reduce((sum, [text]) => sum + text.length, 0);
  if (terms.length === 0 || query.slice(length).trim() !== "") return null;
  const values = new Map<string, readonly string[]>();
  for (const [, field, list] of terms) {
    if (values.has(field!) || !FIELDS.includes(field!)) return null;
    values.set(
      field!,
      list!.match(/"[^"]*"|[^,"]+/g)!.map((value) => value.replaceAll('"', "")),
    );
  }
  const [hosts, services] = [values.get("host") ?? [], values.get("service")];
  if (services !== undefined) {
    if (values.size !== 2 || hosts.length === 0) return null;
    return { services: hosts.flatMap((host) => services.map((service) => ({ host, service }))) };
  }
  // Several fields together narrow a search; targets would add to each other.
  if (values.size !== 1) return null;
  const [[field, names]] = [...values] as [[string, readonly string[]]];
  return { [MEMBERS[field as keyof typeof MEMBERS]]: names };
}

const FIELDS = ["host", "service", "group", "servicegroup"];
const MEMBERS = { host: "hosts", group: "host_groups", servicegroup: "service_groups" } as const;
