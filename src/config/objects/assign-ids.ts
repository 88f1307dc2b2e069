import { expectationOf } from "./check-values.ts";
import { textOf, type Directives } from "./definition.ts";
import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { MAX_ID, serviceKey } from "../../model/resource-key.ts";
import type { ObjectId } from "../../model/object-id.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Ids assigned earlier, from the store. */
export interface IdSource {
  readonly known: readonly ObjectId[];
  /** True where the store is not read: names of pollers, which it has, are taken as they are. */
  readonly isWithoutStore?: boolean;
}

/** An id set in the configuration. */
export interface ConfiguredId {
  readonly id: number;
  readonly directive: string;
  readonly place: SourcePlace;
}

/** An object that needs an id. `name` and `hostId` are those of its `ObjectId`. */
export interface IdRequest {
  readonly name: string;
  readonly hostId: number;
  readonly configured: ConfiguredId | null;
  readonly source: SourcePlace;
}

export interface IdAssignment {
  /** In the order of the requests. */
  readonly ids: readonly number[];
  /** Ids that the store does not have yet, including configured ones: they are never given to another object. */
  readonly newIds: readonly ObjectId[];
}

/**
 * Assigns an id to every object: the configured one, else the one it had before, else 1 + the highest ever used for its
 * type (service ids are counted over all hosts). Reports ids that two objects share; a service id may occur once per
 * host.
 */
export function assignIds(
  type: ObjectId["type"],
  requests: readonly IdRequest[],
  source: IdSource,
  problems: Diagnostics,
): IdAssignment {
  const knownIds = new Map<string, ObjectId>();
  let highest = 0;
  for (const entry of source.known) {
    if (entry.type !== type) continue;
    knownIds.set(entry.name, entry);
    highest = Math.max(highest, entry.id);
  }
  for (const { configured } of requests) if (configured !== null) highest = Math.max(highest, configured.id);

  const holders = configuredHolders(type, requests, problems);
  const newIds: ObjectId[] = [];
  const ids = requests.map((request) => {
    const known = knownIds.get(request.name);
    const id = request.configured?.id ?? keptId(type, request, known, holders, problems) ?? (highest += 1);
    if (id > MAX_ID) problems.error(request.source, null, errorOf("no-id-left", { type, largest: MAX_ID }));
    if (known?.id !== id || known.hostId !== request.hostId)
      newIds.push({ type, name: request.name, id, hostId: request.hostId });
    return id;
  });
  return { ids, newIds };
}

/** The id set by a directive, or else by a custom variable. Reports an error if they differ. */
export function configuredId(
  directives: Directives,
  names: readonly string[],
  problems: Diagnostics,
): ConfiguredId | null {
  let first: ConfiguredId | null = null;
  for (const directive of names) {
    const place = directives.get(directive);
    const text = textOf(directives, directive);
    if (place === undefined || !text || expectationOf("id", text) !== null) continue;
    const id = Number(text);
    if (first === null) first = { id, directive, place };
    else if (first.id !== id) {
      const differs = { id, other_directive: first.directive, other_id: first.id };
      problems.error(place, directive, errorOf("ids-differ", differs));
    }
  }
  return first;
}

type Holders = ReadonlyMap<number, IdRequest>;

function configuredHolders(type: ObjectId["type"], requests: readonly IdRequest[], problems: Diagnostics): Holders {
  const holders = new Map<number, IdRequest>();
  for (const request of requests) {
    const { configured } = request;
    if (configured === null) continue;
    const key = serviceKey(request.hostId, configured.id);
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, request);
    else {
      problems.error(
        configured.place,
        configured.directive,
        errorOf("id-taken", { type, name: request.name, id: configured.id, holder: holder.name, at: placeOf(holder) }),
      );
    }
  }
  return holders;
}

function keptId(
  type: ObjectId["type"],
  request: IdRequest,
  known: ObjectId | undefined,
  holders: Holders,
  problems: Diagnostics,
): number | null {
  if (known === undefined) return null;
  const holder = holders.get(serviceKey(request.hostId, known.id));
  if (holder === undefined) return known.id;
  problems.error(
    request.source,
    null,
    errorOf("id-of-other", { type, name: request.name, id: known.id, holder: holder.name, at: placeOf(holder) }),
  );
  return known.id;
}

function placeOf({ configured, source }: IdRequest): string {
  const { file, line } = configured?.place ?? source;
  return `${file}:${line}`;
}
