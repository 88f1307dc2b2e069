import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../model/resource-key.ts";
import { atOnce } from "../../lib/cooperative.ts";
import { isAcknowledged, type ResourceState } from "../../model/resource-state.ts";
import type { Snapshot } from "../store/store.ts";
import { acknowledgementListing } from "./fields/acknowledgements.ts";
import { downtimeListing } from "./fields/downtimes.ts";
import { hostGroupListing } from "./fields/hostgroups.ts";
import { hostListing } from "./fields/hosts.ts";
import { serviceGroupListing } from "./fields/servicegroups.ts";
import { hostServiceListing } from "./fields/services.ts";
import type { IndexedRealtime } from "./indexed-realtime.ts";
import type { AcknowledgementRow, AcknowledgementSelection, DowntimeRow, Page } from "./realtime.ts";
import { listRows } from "./search/list-rows.ts";
import { createAcknowledgementTable, type AcknowledgementTable } from "./table/acknowledgement-table.ts";
import { createDowntimeTable, type DowntimeTable } from "./table/downtime-table.ts";
import { isInScope, resourceOfScope } from "./table/record-scope.ts";
import { countByStatus } from "./table/count-by-status.ts";
import { countResources, listHostsOfResources, listResources } from "./table/list-resources.ts";
import { listServices } from "./table/list-services.ts";
import {
  findRecordTarget,
  serviceOf,
  type AcknowledgementEntry,
  type DowntimeEntry,
  type RecordTarget,
} from "./rows/records.ts";
import { buildResourceTable, type ResourceTable } from "./table/resource-table.ts";
import type { Configured, HostEntry, ServiceEntry } from "./rows/rows.ts";
import { visibleServices } from "./rows/visible.ts";
import { seesResource } from "../../model/visibility.ts";
import type { Account } from "../../model/account.ts";
import type { ObjectId } from "../../model/object-id.ts";
import type { Change, StateChange } from "../../model/change.ts";

export interface RealtimeOptions {
  /** For author_id and the contact.* fields; see `Access.accountByAlias`. */
  readonly accountByAlias: (alias: string) => Account | undefined;
}

/** The table is empty until `load`. All calls are synchronous: a listing sees a whole commit or none of it. */
export function createRealtime({ accountByAlias }: RealtimeOptions): IndexedRealtime {
  const hostNames = new Map<number, string>();
  let tables = loadTables(EMPTY_INVENTORY, EMPTY_SNAPSHOT, hostNames);
  /** Keys changed since a preparation started; null without one. */
  let changedKeys: Set<ResourceKey> | null = null;

  const hostGroups = hostGroupListing((group, visibility) => tables.resources.members.hostsOf(group, visibility));
  const serviceGroups = serviceGroupListing((group, visibility) =>
    tables.resources.members.servicesOf(group, visibility),
  );
  const acknowledgements = acknowledgementListing(accountByAlias);
  const downtimes = downtimeListing(accountByAlias);
  const authorOf = (alias: string | null): Account | undefined => (alias === null ? undefined : accountByAlias(alias));
  const downtimeRow = (entry: DowntimeEntry): DowntimeRow => ({ ...entry, author: authorOf(entry.downtime.author) });
  const acknowledgementRow = (entry: AcknowledgementEntry): AcknowledgementRow => ({
    ...entry,
    author: authorOf(entry.acknowledgement.author),
  });

  const apply = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.kind === "state") show(change);
      else if (change.kind === "acknowledgement") tables.acknowledgements.put(change.record);
      else if (change.kind === "downtime") tables.downtimes.put(change.record);
      else if (change.kind === "object-id") rememberHostName(change.entry);
    }
  };
  const show = ({ key, state }: StateChange): void => {
    tables.resources.setState(key, state);
    changedKeys?.add(key);
  };

  return {
    name: "realtime",
    committed({ changes, isShownAlready }) {
      if (!isShownAlready) apply(changes);
    },
    show,
    load(inventory, snapshot, objectIds) {
      for (const entry of objectIds) rememberHostName(entry);
      tables = loadTables(inventory, snapshot, hostNames);
    },
    apply,
    *prepare(inventory) {
      changedKeys = new Set();
      const stateOf = (key: ResourceKey): ResourceState | undefined => rowOf(tables.resources, key)?.state;
      const next = yield* buildResourceTable(inventory, stateOf);
      return {
        show() {
          for (const key of changedKeys ?? []) {
            const state = stateOf(key);
            if (state !== undefined) next.setState(key, state);
          }
          changedKeys = null;
          tables.resources = next;
          tables.acknowledgements.relink();
          tables.downtimes.relink();
        },
      };
    },
    replace(resources) {
      for (const resource of resources) tables.resources.replace(resource);
    },
    forgetEndedBefore(time) {
      tables.acknowledgements.forgetEndedBefore(time);
      tables.downtimes.forgetEndedBefore(time);
    },

    host(hostId, visibility) {
      const host = tables.resources.hosts.get(hostId);
      return host === undefined || host.isHidden || !visibility.seesHost(hostId) ? undefined : host;
    },
    service(hostId, serviceId, visibility) {
      const host = tables.resources.hosts.get(hostId);
      const row = host && serviceOf(host, serviceId);
      return row !== undefined && visibility.seesService(row.service.key) ? row : undefined;
    },
    latestAcknowledgement: (key) => tables.acknowledgements.latest(key),
    downtime(id, visibility) {
      const entry = tables.downtimes.get(id);
      return entry !== undefined && seesResource(visibility, entry.downtime.key) ? downtimeRow(entry) : undefined;
    },
    runningDowntimes(key) {
      if ((rowOf(tables.resources, key)?.state.handling.scheduledDowntimeDepth ?? 0) === 0) return [];
      return tables.downtimes
        .ofResource(key)
        .filter(({ downtime }) => downtime.isStarted && downtime.deletionTime === null)
        .map(downtimeRow);
    },
    acknowledgement(id, visibility) {
      const entry = tables.acknowledgements.get(id);
      return entry !== undefined && seesResource(visibility, entry.acknowledgement.key)
        ? acknowledgementRow(entry)
        : undefined;
    },
    acknowledgementInEffect(key) {
      const row = rowOf(tables.resources, key);
      const latest = row !== undefined && isAcknowledged(row.state) ? tables.acknowledgements.latest(key) : undefined;
      const entry = latest && tables.acknowledgements.get(latest.id);
      return entry && acknowledgementRow(entry);
    },

    index: () => tables.resources.index,
    row: (key) => rowOf(tables.resources, key),
    rows: (visibility) => tables.resources.viewOf(visibility),
    listHosts(query, visibility) {
      const { hosts, hostRows } = tables.resources.viewOf(visibility);
      return listRows(hosts, hostListing, query, visibility, hostRows);
    },
    listServices: (query, visibility) =>
      listServices(tables.resources, tables.resources.viewOf(visibility), query, visibility),
    listServicesOfHost(hostId, query, visibility) {
      const host = tables.resources.hosts.get(hostId);
      return listRows(
        host === undefined ? [] : visibleServices(host, visibility),
        hostServiceListing,
        query,
        visibility,
      );
    },
    listResources: (filter, query, visibility) => listResources(tables.resources.index, filter, query, visibility),
    countResources: (filter, query, visibility) => countResources(tables.resources.index, filter, query, visibility),
    listHostsOfResources: (filter, query, visibility) =>
      listHostsOfResources(tables.resources.index, filter, query, visibility),
    listHostGroups(query, visibility) {
      const groups = tables.resources.hostGroups.filter(({ id }) => visibility.seesHostGroup(id));
      return listRows(groups, hostGroups, query, visibility);
    },
    listServiceGroups(query, visibility) {
      const groups = tables.resources.serviceGroups.filter(({ id }) => visibility.seesServiceGroup(id));
      return listRows(groups, serviceGroups, query, visibility);
    },
    hostsOfGroup: (group, visibility) => tables.resources.members.hostsOf(group, visibility),
    hostsOfServiceGroup(group, visibility) {
      const members = tables.resources.members.servicesOf(group, visibility);
      return [...Map.groupBy(members, ({ host }) => host)].map(([host, services]) => ({ host, services }));
    },

    countByStatus: (kind, filter, search, visibility) =>
      countByStatus(tables.resources, kind, filter, search, visibility),
    listAcknowledgements({ scope, only }, query, visibility) {
      const resource = resourceOfScope(scope);
      const { acknowledgements: table } = tables;
      const inOrder = resource !== null && only === "all" ? table.ofResource(resource) : ACKNOWLEDGEMENTS[only](table);
      const entries = inOrder.filter(
        ({ acknowledgement: { key } }) => isInScope(scope, key) && seesResource(visibility, key),
      );
      return withRows(listRows(entries, acknowledgements, query, visibility), acknowledgementRow);
    },
    listDowntimes(scope, query, visibility) {
      const resource = resourceOfScope(scope);
      const inOrder = resource === null ? tables.downtimes.all() : tables.downtimes.ofResource(resource);
      const entries = inOrder.filter(({ downtime: { key } }) => isInScope(scope, key) && seesResource(visibility, key));
      return withRows(listRows(entries, downtimes, query, visibility), downtimeRow);
    },
  };

  function rememberHostName({ type, id, name }: ObjectId): void {
    if (type === "host") hostNames.set(id, name);
  }
}

const ACKNOWLEDGEMENTS: Readonly<
  Record<AcknowledgementSelection["only"], (table: AcknowledgementTable) => readonly AcknowledgementEntry[]>
> = {
  all: (table) => table.all(),
  latest: (table) => table.latestOfEach(),
  "latest-by-entry-time": (table) => table.latestByEntryTime(),
};

interface Tables {
  resources: ResourceTable;
  readonly acknowledgements: AcknowledgementTable;
  readonly downtimes: DowntimeTable;
}

function loadTables(
  inventory: Configured,
  snapshot: Pick<Snapshot, "states" | "acknowledgements" | "downtimes">,
  hostNames: ReadonlyMap<number, string>,
): Tables {
  const targetOf = (key: ResourceKey): RecordTarget | undefined =>
    findRecordTarget(key, tables.resources.hosts, hostNames);
  const tables: Tables = {
    resources: atOnce(buildResourceTable(inventory, statesIn(snapshot))),
    acknowledgements: createAcknowledgementTable(targetOf),
    downtimes: createDowntimeTable(targetOf),
  };
  for (const record of snapshot.acknowledgements) tables.acknowledgements.put(record);
  for (const record of snapshot.downtimes) tables.downtimes.put(record);
  return tables;
}

// Not in `loadTables`: its closures live as long as the tables and would retain the snapshot, 50 MB of initial states
// at 100,000.
const statesIn =
  ({ states }: Pick<Snapshot, "states">) =>
  (key: ResourceKey): ResourceState | undefined =>
    states.get(key);

function rowOf({ hosts }: ResourceTable, key: ResourceKey): HostEntry | ServiceEntry | undefined {
  const host = hosts.get(hostIdOf(key));
  return host === undefined || isHostKey(key) ? host : serviceOf(host, serviceIdOf(key));
}

const EMPTY_INVENTORY = { hosts: [], services: [], hostGroups: [], serviceGroups: [] };
const EMPTY_SNAPSHOT = { states: new Map(), acknowledgements: [], downtimes: [] };

function withRows<Entry, Row>({ rows, total }: Page<Entry>, rowOf: (entry: Entry) => Row): Page<Row> {
  return { rows: rows.map(rowOf), total };
}
