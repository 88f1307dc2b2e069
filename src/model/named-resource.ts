import { namesOf } from "./inventory-index.ts";
import type { Inventory, Resource } from "./objects.ts";
import { hostIdOf, serviceIdOf, type ResourceKey } from "./resource-key.ts";

/** Host and service as sentences name them; `service` is null for a host. */
export interface NamedResource {
  readonly host: string;
  readonly service: string | null;
}

/** `web`, `web/HTTP`. */
export const shortName = ({ host, service }: NamedResource): string => (service === null ? host : `${host}/${service}`);

/** What stands for the name of an object that is not configured any more. */
export const removedName = (id: number): string => `(removed, id ${id})`;

export const namedResource = (resource: Resource): NamedResource => ({
  host: resource.hostName,
  service: resource.kind === "service" ? resource.description : null,
});

export function namedKey(key: ResourceKey, inventory: Inventory): NamedResource {
  const resource = namesOf(inventory).resourceByKey.get(key);
  if (resource !== undefined) return namedResource(resource);
  const service = serviceIdOf(key);
  return { host: removedName(hostIdOf(key)), service: service === 0 ? null : removedName(service) };
}

/** Fields of the log. */
export const nameFields = ({ host, service }: NamedResource): object =>
  service === null ? { host } : { host, service };
