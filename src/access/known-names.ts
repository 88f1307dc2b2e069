import { similarNames, withSuggestion } from "../lib/similar-names.ts";
import type { Inventory } from "../model/objects.ts";

// Each compares a name with all others.
const MAX_SUGGESTIONS = 100;

/** Names allowed in access.yaml. Each method returns null if the object exists, otherwise the error message. */
export interface KnownNames {
  host(name: string): string | null;
  service(name: ServiceName): string | null;
  hostGroup(name: string): string | null;
  serviceGroup(name: string): string | null;
  contactGroup(name: string): string | null;
}

export function knownNames(inventory: Inventory): KnownNames {
  let suggestions = 0;
  const unknown = (message: string, name: string, names: Iterable<string>): string => {
    suggestions += 1;
    return withSuggestion(message, suggestions > MAX_SUGGESTIONS ? [] : similarNames(name, names));
  };
  const lookUp = (what: string, objects: readonly { readonly name: string }[]): ((name: string) => string | null) => {
    const names = new Set(objects.map(({ name }) => name));
    return (name) => (names.has(name) ? null : unknown(`there is no ${what} named "${name}"`, name, names));
  };
  const host = lookUp(
    "host",
    inventory.hosts.map(({ hostName }) => ({ name: hostName })),
  );
  const services = Map.groupBy(inventory.services, ({ hostName }) => hostName);
  return {
    host,
    service: ({ host: hostName, service }) => {
      const descriptions = new Set(services.get(hostName)?.map(({ description }) => description));
      return (
        host(hostName) ??
        (descriptions.has(service)
          ? null
          : unknown(`the host "${hostName}" has no service "${service}"`, service, descriptions))
      );
    },
    hostGroup: lookUp("host group", inventory.hostGroups),
    serviceGroup: lookUp("service group", inventory.serviceGroups),
    contactGroup: lookUp("contact group", inventory.contactGroups),
  };
}

export interface ServiceName {
  readonly host: string;
  readonly service: string;
}
