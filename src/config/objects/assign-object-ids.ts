import { assignIds, type IdSource } from "./assign-ids.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { type NamedType, type ObjectId, objectIdKey } from "../../model/object-id.ts";
import type { SourcePlace } from "../../model/objects.ts";

export interface ObjectIds {
  /** By `objectIdKey`. */
  readonly ids: ReadonlyMap<string, number>;
  readonly newIds: readonly ObjectId[];
}

/** Assigns ids to objects whose definitions cannot set them, by their names. */
export function assignObjectIds(
  names: Readonly<Record<NamedType, Iterable<string>>>,
  main: SourcePlace,
  source: IdSource,
  problems: Diagnostics,
): ObjectIds {
  const ids = new Map<string, number>();
  const newIds: ObjectId[] = [];
  for (const [type, named] of Object.entries(names) as [NamedType, Iterable<string>][]) {
    const requests = [...named].map((name) => ({ name, hostId: 0, configured: null, source: main }));
    const assigned = assignIds(type, requests, source, problems);
    for (const [place, { name }] of requests.entries()) ids.set(objectIdKey(type, name), assigned.ids[place]!);
    newIds.push(...assigned.newIds);
  }
  return { ids, newIds };
}
