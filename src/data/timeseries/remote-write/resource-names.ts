import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../../model/resource-key.ts";

/** Names of all configured resources, as they pass to a thread: texts separated by line ends, which no name has. */
export interface PackedNames {
  readonly keys: Float64Array;
  /** Names of hosts and descriptions of services, in the order of `keys`. */
  readonly names: string;
}

export interface NamedKey {
  readonly key: ResourceKey;
  readonly name: string;
}

export const packNames = (resources: readonly NamedKey[]): PackedNames => ({
  keys: Float64Array.from(resources, ({ key }) => key),
  names: resources.map(({ name }) => name).join("\n"),
});

/** Labels of a resource; null if it is not configured. */
export type LabelsOfResource = (key: ResourceKey) => Readonly<Record<string, string>> | null;

export function unpackNames({ keys, names }: PackedNames): LabelsOfResource {
  const texts = names.split("\n");
  const byKey = new Map(Array.from(keys, (key, index) => [key, texts[index]!]));
  return (key) => {
    const host = byKey.get(hostKey(hostIdOf(key)));
    const own = byKey.get(key);
    if (host === undefined || own === undefined) return null;
    return isHostKey(key) ? { host_name: host } : { host_name: host, service_description: own };
  };
}
