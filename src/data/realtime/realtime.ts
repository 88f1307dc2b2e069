import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { Host, HostGroup, Inventory, Resource, Service, ServiceGroup } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { CommitReader, ShownAhead } from "../ledger/committed.ts";
import type { Snapshot } from "../store/store.ts";
import type { ListQuery } from "./search/list-query.ts";
import type { Visibility } from "../../model/visibility.ts";
import type { Account } from "../../model/account.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { Change } from "../../model/change.ts";

/** One row of the table of hosts. `state` is replaced when a commit is applied, `host` when an operator changes it. */
export interface HostRow {
  host: Host;
  state: ResourceState;
  /** In order of service_id. */
  readonly services: readonly ServiceRow[];
  readonly groups: readonly HostGroup[];
}

export interface ServiceRow {
  service: Service;
  readonly host: HostRow;
  state: ResourceState;
  readonly groups: readonly ServiceGroup[];
}

/** A downtime with what its search fields reach. `host` is undefined when the host has left the configuration. */
export interface DowntimeRow {
  readonly downtime: Downtime;
  readonly hostName: string;
  readonly host: HostRow | undefined;
  readonly service: ServiceRow | undefined;
  readonly author: Account | undefined;
}
export interface AcknowledgementRow {
  readonly acknowledgement: Acknowledgement;
  readonly hostName: string;
  readonly host: HostRow | undefined;
  readonly service: ServiceRow | undefined;
  readonly author: Account | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Matching rows over all pages. */ readonly total: number;
}

/**
 * Every host and service with its current state, in memory: what the API reads.
 * Rows of hidden objects (`_Module_BAM…`, contract §5) are in no list. Lists refuse with the codes of search/list-query.ts.
 */
export interface Realtime extends CommitReader, ShownAhead {
  /** Replaces all rows, at the start. */
  load(inventory: Inventory, snapshot: Snapshot, objectIds: readonly ObjectId[]): void;
  /**
   * Builds the rows of another configuration bit by bit, while the table goes on; `show` makes them the ones that are read, each with the
   * state its resource has by then.
   */
  prepare(inventory: Inventory): Generator<void, PreparedRows>;
  /** Makes changes visible. */
  apply(changes: readonly Change[]): void;
  /** Shows these in place of those with their keys; names and texts that are searched are the same. */
  replace(resources: readonly Resource[]): void;
  /** Drops from memory what `Store.purgeBefore` deletes. */
  forgetEndedBefore(time: UnixSeconds): void;

  host(hostId: number, visibility: Visibility): HostRow | undefined;
  /** Also a service of a hidden host, as the reference shows it. */
  service(hostId: number, serviceId: number, visibility: Visibility): ServiceRow | undefined;
  /** The latest acknowledgement record of a resource (highest id), cancelled or not. */
  latestAcknowledgement(key: ResourceKey): Acknowledgement | undefined;
  /** Visible by the rule of contract §6.2 for downtimes. */
  downtime(id: number, visibility: Visibility): DowntimeRow | undefined;

  listHosts(query: ListQuery, visibility: Visibility): Page<HostRow>;
  listServices(query: ListQuery, visibility: Visibility): Page<ServiceRow>;
  /** The caller has made sure that the host is visible. */
  listServicesOfHost(hostId: number, query: ListQuery, visibility: Visibility): Page<ServiceRow>;
  listHostGroups(query: ListQuery, visibility: Visibility): Page<HostGroup>;
  listServiceGroups(query: ListQuery, visibility: Visibility): Page<ServiceGroup>;
  /** The visible member hosts by name, for the nested lists. */
  hostsOfGroup(group: HostGroup, visibility: Visibility): readonly HostRow[];
  /** The hosts that have a visible service in the group, by name, each with those services by id. */
  hostsOfServiceGroup(
    group: ServiceGroup,
    visibility: Visibility,
  ): readonly { readonly host: HostRow; readonly services: readonly ServiceRow[] }[];
  /** One row per resource: its latest. */
  listHostAcknowledgements(query: ListQuery, visibility: Visibility): Page<AcknowledgementRow>;
  listServiceAcknowledgements(query: ListQuery, visibility: Visibility): Page<AcknowledgementRow>;
  listDowntimes(scope: DowntimeScope, query: ListQuery, visibility: Visibility): Page<DowntimeRow>;
}

/** Shown once, before another preparation is begun. */
export interface PreparedRows {
  show(): void;
}

/** The downtime listings of contract §7.5. */
export type DowntimeScope =
  | { readonly kind: "all" }
  | { readonly kind: "hosts" }
  | { readonly kind: "services" }
  | { readonly kind: "host"; readonly hostId: number; readonly withServices: boolean }
  | { readonly kind: "service"; readonly hostId: number; readonly serviceId: number };
