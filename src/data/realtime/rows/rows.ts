import type { Host, HostGroup, Inventory, Service, ServiceGroup } from "../../../model/objects.ts";
import type { ResourceState } from "../../../model/resource-state.ts";
import type { HostRow, ServiceRow } from "../realtime.ts";

/** Parts of the configuration used by the table. */
export type Configured = Pick<Inventory, "hosts" | "services" | "hostGroups" | "serviceGroups">;

/** Row of the host table, with its texts folded by the collation (see search/collation.ts). */
export interface HostEntry extends HostRow {
  host: Host;
  state: ResourceState;
  /** In order of service_id. */
  readonly services: readonly ServiceEntry[];
  readonly groups: readonly HostGroup[];
  /** Never listed: contract §5, `_Module_BAM…`. */
  readonly isHidden: boolean;
  readonly foldedName: string;
  readonly foldedAlias: string | null;
  readonly foldedAddress: string | null;
  readonly foldedDisplayName: string | null;
  /** Position in the order of the names of all resources; -1 if it is hidden. */
  nameOrder: number;
}

export interface ServiceEntry extends ServiceRow {
  service: Service;
  readonly host: HostEntry;
  state: ResourceState;
  readonly groups: readonly ServiceGroup[];
  /** Position in the default order of all listed services; -1 if the host is hidden. */
  place: number;
  /** As of a host. */
  nameOrder: number;
  readonly foldedDescription: string;
  readonly foldedDisplayName: string | null;
  /** Last searched output and its folded text: states change more often than outputs. */
  searchedOutput: string;
  foldedOutput: string;
}

export type ResourceEntry = HostEntry | ServiceEntry;

export const isServiceEntry = (row: ResourceEntry): row is ServiceEntry => "service" in row;
