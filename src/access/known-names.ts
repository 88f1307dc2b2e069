import { similarNames } from "../lib/similar-names.ts";
import { errorOf, type ErrorCode, type ErrorParamsOf, type ErrorText } from "../model/configuration-errors.ts";
import type { NamedType } from "../model/access-errors.ts";
import type { Inventory } from "../model/objects.ts";

// Each compares a name with all others.
const MAX_SUGGESTIONS = 100;

/** Names allowed in access.yaml. Each method returns null if the object exists, otherwise the error. */
export interface KnownNames {
  host(name: string): ErrorText | null;
  service(name: ServiceName): ErrorText | null;
  hostGroup(name: string): ErrorText | null;
  serviceGroup(name: string): ErrorText | null;
  contactGroup(name: string): ErrorText | null;
}

export function knownNames(inventory: Inventory): KnownNames {
  let suggestions = 0;
  const unknown = <Code extends ErrorCode>(
    code: Code,
    params: ErrorParamsOf[Code],
    name: string,
    names: Iterable<string>,
  ): ErrorText => {
    suggestions += 1;
    return errorOf(code, params, suggestions > MAX_SUGGESTIONS ? [] : similarNames(name, names));
  };
  const lookUp = (
    type: NamedType,
    objects: readonly { readonly name: string }[],
  ): ((name: string) => ErrorText | null) => {
    const names = new Set(objects.map(({ name }) => name));
    return (name) => (names.has(name) ? null : unknown("no-object", { type, name }, name, names));
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
        (descriptions.has(service) ? null : unknown("no-service", { host: hostName, service }, service, descriptions))
      );
    },
    hostGroup: lookUp("hostgroup", inventory.hostGroups),
    serviceGroup: lookUp("servicegroup", inventory.serviceGroups),
    contactGroup: lookUp("contactgroup", inventory.contactGroups),
  };
}

export interface ServiceName {
  readonly host: string;
  readonly service: string;
}
