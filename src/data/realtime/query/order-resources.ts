import { hasBit, type Bits } from "../../../lib/bits.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry } from "../rows/rows.ts";
import type { Resource } from "../../../model/objects.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import type { SortBy, SortField } from "./sort-order.ts";

/**
 * Positions of the resources of a set in the order of these keys, and of the resource keys where those are equal. A
 * radix sort: 100,000 by severity and time take a few milliseconds.
 */
export function orderResources(index: ResourceIndex, set: Bits, keys: readonly SortBy[]): Uint32Array {
  let places = inOrderOfKeys(index, set);
  // The last key first: each pass keeps the order of the passes before.
  for (const { field, isDescending } of keys.toReversed())
    places = sortedBy(places, codesOf(index, places, field), isDescending);
  return places;
}

function inOrderOfKeys({ columns: { byKey } }: ResourceIndex, set: Bits): Uint32Array {
  const places = new Uint32Array(byKey.length);
  let count = 0;
  for (let at = 0; at < byKey.length; at++) {
    const place = byKey[at]!;
    if (hasBit(set, place)) places[count++] = place;
  }
  return places.slice(0, count);
}

/** Sorts stably by codes, which lie beside the places: a radix sort, with large digits if there are many. */
function sortedBy(places: Uint32Array, codes: Uint32Array, isDescending: boolean): Uint32Array {
  const { length } = places;
  let least = 0xffffffff;
  let most = 0;
  for (let at = 0; at < length; at++) {
    const code = codes[at]!;
    if (code < least) least = code;
    if (code > most) most = code;
  }
  if (least >= most) return places;
  for (let at = 0; at < length; at++) codes[at] = isDescending ? most - codes[at]! : codes[at]! - least;
  const digitBits = length > MANY ? 16 : 8;
  let from = places;
  let to: Uint32Array = new Uint32Array(length);
  let fromCodes = codes;
  let toCodes: Uint32Array = new Uint32Array(length);
  for (let shift = 0; shift < 32 && (most - least) >>> shift > 0; shift += digitBits) {
    distribute(from, fromCodes, to, toCodes, shift, (1 << digitBits) - 1);
    [from, to] = [to, from];
    [fromCodes, toCodes] = [toCodes, fromCodes];
  }
  return from;
}

const MANY = 20_000;

/** One pass of a radix sort. */
function distribute(
  from: Uint32Array,
  fromCodes: Uint32Array,
  to: Uint32Array,
  toCodes: Uint32Array,
  shift: number,
  mask: number,
): void {
  const { length } = from;
  const starts = new Uint32Array(mask + 2);
  for (let at = 0; at < length; at++) starts[((fromCodes[at]! >>> shift) & mask) + 1]!++;
  for (let digit = 1; digit <= mask; digit++) starts[digit]! += starts[digit - 1]!;
  for (let at = 0; at < length; at++) {
    const code = fromCodes[at]!;
    const target = starts[(code >>> shift) & mask]!++;
    to[target] = from[at]!;
    toCodes[target] = code;
  }
}

/** Numbers in the order of the values of a field; equal ones for equal values. */
function codesOf(index: ResourceIndex, places: Uint32Array, field: SortField): Uint32Array {
  const { columns, natural, rows } = index;
  const ofNumbers = (numberOf: (row: ResourceEntry) => number): Uint32Array =>
    places.map((place) => Math.max(0, numberOf(rows[place]!)));
  switch (field) {
    case "severity":
      return valuesAt(places, columns.severities);
    case "since":
      return valuesAt(places, columns.since);
    case "last_check":
      return ofNumbers(({ state }) => state.check.lastCheck ?? 0);
    case "next_check":
      return ofNumbers(({ state }) => state.plan.nextCheck ?? 0);
    case "attempt":
      return ofNumbers(({ state }) => state.check.checkAttempt);
    case "told":
      return ofNumbers(({ state }) => state.notification.notifiedContacts.length);
    case "importance":
      return ofNumbers((row) => resourceOf(row).options.importance + MIDDLE);
    case "poller":
      return ofNumbers((row) => hostOf(row).host.pollerId);
    case "type":
      return ofNumbers((row) => (isServiceEntry(row) ? 1 : 0));
    case "host":
      return valuesAt(valuesAt(places, columns.hosts), natural.hosts.ranks);
    case "name":
      return valuesAt(places, natural.names.ranks);
    case "address":
      return valuesAt(valuesAt(places, columns.hosts), natural.addresses.ranks);
    case "output":
      return codesOfOutputs(places, columns.foldedOutput);
  }
}

function valuesAt(places: Uint32Array, column: Uint8Array | Uint32Array): Uint32Array {
  const values = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at++) values[at] = column[places[at]!]!;
  return values;
}

/** Of numbers that may be negative. */
const MIDDLE = 2 ** 31;

/** In the order of their characters: nearly all are different. */
function codesOfOutputs(places: Uint32Array, outputOf: (place: number) => string): Uint32Array {
  const codes = new Map<string, number>();
  const outputs = Array.from(places, outputOf);
  for (const output of outputs) codes.set(output, 0);
  for (const [code, output] of [...codes.keys()].sort().entries()) codes.set(output, code);
  return Uint32Array.from(outputs, (output) => codes.get(output)!);
}

const hostOf = (row: ResourceEntry): HostEntry => (isServiceEntry(row) ? row.host : row);
const resourceOf = (row: ResourceEntry): Resource => (isServiceEntry(row) ? row.service : row.host);
