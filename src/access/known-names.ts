import type { Inventory } from "../model/objects.ts";

/** Names allowed in access.yaml. Each method returns null if the object exists, otherwise the error message. */
export interface KnownNames {
  host(name: string): string | null;
  service(name: ServiceName): string | null;
  hostGroup(name: string): string | null;
  serviceGroup(name: string): string | null;
  contactGroup(name: string): string | null;
}

export function knownNames(inventory: Inventory): KnownNames {
  const lookUp = (what: string, objects: readonly { readonly name: string }[]): ((name: string) => string | null) => {
    const names = new Set(objects.map(({ name }) => name));
    return (name) => (names.has(name) ? null : `there is no ${what} named "${name}"`);
  };
  const host = lookUp(
    "host",
    inventory.hosts.map(({ hostName }) => ({ name: hostName })),
  );
  const services = Map.groupBy(inventory.services, ({ hostName }) => hostName);
  return {
    host,
    service: ({ host: hostName, service }) =>
      host(hostName) ??
      (services.get(hostName)?.some(({ description }) => description === service)
        ? null
        : `the host "${hostName}" has no service "${service}"`),
    hostGroup: lookUp("host group", inventory.hostGroups),
    serviceGroup: lookUp("service group", inventory.serviceGroups),
    contactGroup: lookUp("contact group", inventory.contactGroups),
  };
}

export interface ServiceName {
  readonly host: string;
  readonly service: string;
}
