import { hostListing, type HostPlace } from "../fields/hosts.ts";
import { newPlace, type ServicePlace } from "../fields/services.ts";
import type { SharedRows } from "../search/row-verdicts.ts";
import { hostRows } from "./host-rows.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { type Visibility, seesEverything } from "../../../model/visibility.ts";

/** Hosts and services visible to one caller, in the default order of their listings (contract §7.1, §7.2). */
export interface View {
  /** True if all listed objects are visible. */
  readonly isWhole: boolean;
  readonly hosts: readonly HostEntry[];
  readonly hostRows: SharedRows<HostPlace>;
  /** By host name, then display name: the services of one host are adjacent. */
  readonly services: readonly ServiceEntry[];
  /** `place` of each of `services`. */
  readonly places: Uint32Array;
  /** Range of each host in `services`; only hosts with services. */
  readonly spans: readonly Span[];
  /** Hosts of the spans, for conditions tested once for all their services. */
  readonly hostsOfServices: SharedRows<ServicePlace>;
}

export interface Span {
  readonly host: HostEntry;
  readonly start: number;
  readonly end: number;
}

/** Returns the view of a caller, cached as long as its visibility object and these rows. */
export function createViews(
  hosts: readonly HostEntry[],
  services: readonly ServiceEntry[],
): (visibility: Visibility) => View {
  const everything = viewOf(seesEverything, hosts, services);
  const limited = new WeakMap<Visibility, View>();
  return (visibility) => {
    if (visibility.seesAll) return everything;
    const known = limited.get(visibility);
    if (known !== undefined) return known;
    const view = viewOf(
      visibility,
      hosts.filter((row) => visibility.seesHost(row.host.hostId)),
      services.filter((row) => visibility.seesService(row.service.key)),
    );
    limited.set(visibility, view);
    return view;
  };
}

function viewOf(visibility: Visibility, hosts: readonly HostEntry[], services: readonly ServiceEntry[]): View {
  const spans: Span[] = [];
  for (let start = 0; start < services.length;) {
    const { host } = services[start]!;
    let end = start + 1;
    while (end < services.length && services[end]!.host === host) end++;
    spans.push({ host, start, end });
    start = end;
  }
  return {
    isWhole: visibility.seesAll,
    hosts,
    services,
    places: Uint32Array.from(services, (row) => row.place),
    spans,
    hostRows: hostRows(hosts, hostListing.newPlace(visibility)),
    hostsOfServices: hostRows(
      spans.map(({ host }) => host),
      newPlace(),
    ),
  };
}
