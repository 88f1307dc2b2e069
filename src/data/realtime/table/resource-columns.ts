import { severityOf } from "../../../model/severity.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry } from "../rows/rows.ts";

/** What lists are sorted by most, by position in the order of names: an order over all of them reads only this. */
export interface ResourceColumns {
  /** `severityOf`, 1 byte each. */
  readonly severities: Uint8Array;
  /** Last change of the state in whole Unix seconds, 4 bytes each; 0: it never changed. */
  readonly since: Uint32Array;
  /** Positions by resource key. */
  readonly byKey: Uint32Array;
  /** Reads the state of a row. */
  set(row: ResourceEntry): void;
}

/** `hosts`: those of the rows, in any order. */
export function createResourceColumns(hosts: readonly HostEntry[], rows: { readonly length: number }): ResourceColumns {
  const severities = new Uint8Array(rows.length);
  const since = new Uint32Array(rows.length);
  let byKey: Uint32Array | undefined;
  return {
    severities,
    since,
    get byKey() {
      return (byKey ??= placesByKey(hosts, rows.length));
    },
    set(row) {
      const { nameOrder: at, state } = row;
      severities[at] = severityOf(isServiceEntry(row) ? "service" : "host", state.check.state);
      since[at] = state.check.lastStateChange ?? 0;
    },
  };
}

function placesByKey(hosts: readonly HostEntry[], size: number): Uint32Array {
  const places = new Uint32Array(size);
  let at = 0;
  for (const host of hosts.toSorted((left, right) => left.host.hostId - right.host.hostId)) {
    places[at++] = host.nameOrder;
    for (const { nameOrder } of host.services) places[at++] = nameOrder;
  }
  return places;
}
