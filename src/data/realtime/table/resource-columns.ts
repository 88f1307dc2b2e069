import { sortInSlices } from "../../../lib/sort-in-slices.ts";
import { severityOf } from "../../../model/severity.ts";
import { folded } from "../search/collation.ts";
import { foldedOutputOf } from "../fields/service-fields.ts";
import { isServiceEntry, type HostEntry, type ResourceEntry, type ServiceEntry } from "../rows/rows.ts";

/** What lists are sorted by most, by position in the order of names: an order over all of them reads only this. */
export interface ResourceColumns {
  /** `severityOf`, 1 byte each. */
  readonly severities: Uint8Array;
  /** Last change of the state in whole Unix seconds, 4 bytes each; 0: it never changed. */
  readonly since: Uint32Array;
  /** Positions by resource key. */
  readonly byKey: Uint32Array;
  /** Places of the hosts of the rows in the list of hosts. */
  readonly hosts: Uint32Array;
  /** Numbers of the names of services, which few have for themselves; 0 of a host. */
  readonly serviceNames: { readonly codes: Uint32Array; readonly byCode: readonly (ServiceEntry | null)[] };
  /** Folded output. */
  foldedOutput(at: number): string;
  /** Reads the state of a row. */
  set(row: ResourceEntry): void;
}

/** `hosts`: those of the rows, in any order. Yields in between. */
export function* createResourceColumns(
  hosts: readonly HostEntry[],
  rows: readonly ResourceEntry[],
): Generator<void, ResourceColumns> {
  const severities = new Uint8Array(rows.length);
  const since = new Uint32Array(rows.length);
  const outputs: (string | undefined)[] = Array.from({ length: rows.length });
  const byKey = yield* placesByKey(hosts, rows.length);
  const hostsOfRows = yield* placesOfHosts(hosts, rows.length);
  let serviceNames: ResourceColumns["serviceNames"] | undefined;
  return {
    severities,
    since,
    byKey,
    hosts: hostsOfRows,
    get serviceNames() {
      return (serviceNames ??= namesOfServices(rows));
    },
    foldedOutput(at) {
      return (outputs[at] ??= foldedOutputOfRow(rows[at]!));
    },
    set(row) {
      const { nameOrder: at, state } = row;
      severities[at] = severityOf(isServiceEntry(row) ? "service" : "host", state.check.state);
      since[at] = state.check.lastStateChange ?? 0;
      outputs[at] = undefined;
    },
  };
}

function* placesByKey(hosts: readonly HostEntry[], size: number): Generator<void, Uint32Array> {
  const places = new Uint32Array(size);
  const byId = yield* sortInSlices(hosts.length, (left, right) => hosts[left]!.host.hostId - hosts[right]!.host.hostId);
  let at = 0;
  for (const [visited, place] of byId.entries()) {
    const host = hosts[place]!;
    places[at++] = host.nameOrder;
    for (const { nameOrder } of host.services) places[at++] = nameOrder;
    if (visited % HOSTS_BETWEEN_YIELDS === 0) yield;
  }
  return places;
}

function* placesOfHosts(hosts: readonly HostEntry[], size: number): Generator<void, Uint32Array> {
  const places = new Uint32Array(size);
  for (const [place, host] of hosts.entries()) {
    places[host.nameOrder] = place;
    for (const { nameOrder } of host.services) places[nameOrder] = place;
    if (place % HOSTS_BETWEEN_YIELDS === 0) yield;
  }
  return places;
}

const HOSTS_BETWEEN_YIELDS = 500;

function namesOfServices(rows: readonly ResourceEntry[]): ResourceColumns["serviceNames"] {
  const known = new Map<string, number>();
  const byCode: (ServiceEntry | null)[] = [null];
  const codes = Uint32Array.from(rows, (row) => {
    if (!isServiceEntry(row)) return 0;
    const { description } = row.service;
    const code = known.get(description);
    if (code !== undefined) return code;
    known.set(description, byCode.length);
    return byCode.push(row) - 1;
  });
  return { codes, byCode };
}

const foldedOutputOfRow = (row: ResourceEntry): string =>
  isServiceEntry(row) ? foldedOutputOf(row)! : folded(row.state.check.output);
