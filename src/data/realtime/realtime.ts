import type { Acknowledgement } from "../../model/acknowledgement.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { Host, HostGroup, Inventory, Resource, Service, ServiceGroup } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { CommitReader, ShownAhead } from "../ledger/committed.ts";
import type { Snapshot } from "../store/store.ts";
import type { StatusFilter } from "./status-filter.ts";
import type { SearchEcho } from "./search/search-parameter.ts";
import type { ResourceFilter } from "./resource-filter.ts";
import type { ListQuery } from "./search/list-query.ts";
import type { Visibility } from "../../model/visibility.ts";
import type { Account } from "../../model/account.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { Change } from "../../model/change.ts";

/** Row of the host table. `state` is replaced when a commit is applied, `host` when an operator changes it. */
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

/**
 * Downtime with the objects its search fields read. `host` is undefined if the host was removed from the configuration.
 */
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
  /** Number of matching rows on all pages. */
  readonly total: number;
}

/**
 * Hosts and services with their current states, in memory, as read by the API. Hidden objects (`_Module_BAM…`, contract
 * §5) are in no listing. Listings refuse with the codes of search/list-query.ts.
 */
export interface Realtime extends CommitReader, ShownAhead {
  /** Replaces all rows; called at the start. */
  load(inventory: Inventory, snapshot: Snapshot, objectIds: readonly ObjectId[]): void;
  /**
   * Builds the rows of another configuration step by step, while the current ones stay in use; `show` replaces them,
   * with the states that the resources have by then.
   */
  prepare(inventory: Inventory): Generator<void, PreparedRows>;
  /** Applies committed changes. */
  apply(changes: readonly Change[]): void;
  /** Replaces the resources with these keys; names and searched texts must be unchanged. */
  replace(resources: readonly Resource[]): void;
  /** Removes from memory what `Store.purgeBefore` deletes. */
  forgetEndedBefore(time: UnixSeconds): void;

  host(hostId: number, visibility: Visibility): HostRow | undefined;
  /** Also finds a service of a hidden host, as the reference does. */
  service(hostId: number, serviceId: number, visibility: Visibility): ServiceRow | undefined;
  /** Latest acknowledgement of a resource (highest id), active or not. */
  latestAcknowledgement(key: ResourceKey): Acknowledgement | undefined;
  /** Visibility of downtimes: contract §6.2. */
  downtime(id: number, visibility: Visibility): DowntimeRow | undefined;
  /** Downtimes of a resource that have started and not ended, newest first. */
  runningDowntimes(key: ResourceKey): readonly DowntimeRow[];
  acknowledgement(id: number, visibility: Visibility): AcknowledgementRow | undefined;
  /** Latest acknowledgement of a resource that is acknowledged. */
  acknowledgementInEffect(key: ResourceKey): AcknowledgementRow | undefined;

  /** All visible ones, hosts by name, services by host name and display name. */
  rows(visibility: Visibility): { readonly hosts: readonly HostRow[]; readonly services: readonly ServiceRow[] };
  listHosts(query: ListQuery, visibility: Visibility): Page<HostRow>;
  listServices(query: ListQuery, visibility: Visibility): Page<ServiceRow>;
  /** The caller must have checked that the host is visible. */
  listServicesOfHost(hostId: number, query: ListQuery, visibility: Visibility): Page<ServiceRow>;
  /** Hosts and services as one list. Fields that it does not know are dropped from a search. */
  listResources(filter: ResourceFilter, query: ListQuery, visibility: Visibility): Page<HostRow | ServiceRow>;
  countResources(filter: ResourceFilter, query: Pick<ListQuery, "search">, visibility: Visibility): number;
  /** Visible hosts that match, or that have a service that matches, in the order of resources. */
  listHostsOfResources(filter: ResourceFilter, query: ListQuery, visibility: Visibility): Page<HostRow>;
  listHostGroups(query: ListQuery, visibility: Visibility): Page<HostGroup>;
  listServiceGroups(query: ListQuery, visibility: Visibility): Page<ServiceGroup>;
  /** Visible member hosts by name, for nested lists. */
  hostsOfGroup(group: HostGroup, visibility: Visibility): readonly HostRow[];
  /** Hosts with visible services in the group, by name, each with those services by id. */
  hostsOfServiceGroup(
    group: ServiceGroup,
    visibility: Visibility,
  ): readonly { readonly host: HostRow; readonly services: readonly ServiceRow[] }[];
  /**
   * Number of visible hosts or services in each state, by state code. Fields that it does not know are dropped from a
   * search.
   */
  countByStatus(
    kind: "host" | "service",
    filter: StatusFilter,
    search: SearchEcho,
    visibility: Visibility,
  ): readonly number[];
  listAcknowledgements(
    selection: AcknowledgementSelection,
    query: ListQuery,
    visibility: Visibility,
  ): Page<AcknowledgementRow>;
  listDowntimes(scope: RecordScope, query: ListQuery, visibility: Visibility): Page<DowntimeRow>;
}

/** To be shown once, before another preparation starts. */
export interface PreparedRows {
  show(): void;
}

/** Which acknowledgements a listing has, and their default order (contract §7.4; later versions §8.1). */
export interface AcknowledgementSelection {
  readonly scope: RecordScope;
  /** `latest`: the latest of each resource, by host and service; `latest-by-entry-time`: the same in that order. */
  readonly only: "all" | "latest" | "latest-by-entry-time";
}

/** Resources whose downtimes or acknowledgements a listing has (contract §7.5; later versions §8.1). */
export type RecordScope =
  | { readonly kind: "all" }
  | { readonly kind: "hosts" }
  | { readonly kind: "services" }
  | { readonly kind: "host"; readonly hostId: number; readonly withServices: boolean }
  | { readonly kind: "service"; readonly hostId: number; readonly serviceId: number };
