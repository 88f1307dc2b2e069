import type { Acknowledgement } from "../../src/model/acknowledgement.ts";
import type { Downtime } from "../../src/model/downtime.ts";
import type { Host, Inventory, Service } from "../../src/model/objects.ts";
import { BARE_CHECKABLE, EMPTY_INVENTORY } from "../../src/config/objects/objects.fixture.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../src/model/resource-key.ts";
import { unknownPollerName } from "../../src/model/poller.ts";
import { newState } from "../../src/model/initial-state.ts";
import type { ResourceState, StateCode } from "../../src/model/resource-state.ts";
import type { Snapshot } from "../../src/data/store/store.ts";
import type { Visibility } from "../../src/model/visibility.ts";
import type { ObjectId } from "../../src/model/object-id.ts";
import { stateWith } from "./state-with.ts";

export interface HostSketch {
  readonly name: string;
  /** Default: 1, 2, … in the given order. */
  readonly id?: number;
  readonly alias?: string | null;
  readonly address?: string | null;
  readonly displayName?: string | null;
  readonly pollerId?: number;
  readonly state?: StateCode;
  readonly groups?: readonly string[];
  readonly services?: readonly ServiceSketch[];
}

export interface ServiceSketch {
  readonly description: string;
  /** Default: 1, 2, … within the host. */
  readonly id?: number;
  readonly displayName?: string | null;
  readonly state?: StateCode;
  readonly output?: string | null;
  readonly acknowledgement?: ResourceState["handling"]["acknowledgement"];
  readonly groups?: readonly string[];
}

export interface TableSketch {
  readonly hosts: readonly HostSketch[];
  /** Their ids are 1, 2, …; groups only named by members follow. */
  readonly hostGroups?: readonly string[];
  readonly serviceGroups?: readonly string[];
  readonly acknowledgements?: readonly Acknowledgement[];
  readonly downtimes?: readonly Downtime[];
  readonly objectIds?: readonly ObjectId[];
}

/** Arguments of `Realtime.load`, from a sketch of hosts and services with defaults for all other fields. */
export interface LoadedTable {
  readonly inventory: Inventory;
  readonly snapshot: Snapshot;
  readonly objectIds: readonly ObjectId[];
}

export function tableOf(sketch: TableSketch): LoadedTable {
  const hosts = sketch.hosts
    .map((host, index) => ({ ...host, id: host.id ?? index + 1 }))
    .sort((left, right) => left.id - right.id);
  const services = hosts.flatMap((host) =>
    (host.services ?? [])
      .map((service, index) => ({ ...service, id: service.id ?? index + 1, host }))
      .sort((left, right) => left.id - right.id),
  );
  const states = new Map<ResourceKey, ResourceState>();
  for (const { id, state } of hosts) states.set(hostKey(id), stateWith(newState(4), { state: state ?? 0 }));
  for (const { host, id, state, output, acknowledgement } of services) {
    states.set(
      serviceKey(host.id, id),
      stateWith(newState(4), {
        state: state ?? 0,
        output: output === undefined ? "" : output,
        acknowledgement: acknowledgement ?? "none",
      }),
    );
  }
  const members = (
    groups: readonly string[] | undefined,
    sketches: readonly { readonly groups?: readonly string[] }[],
  ): string[] => [...new Set([...(groups ?? []), ...sketches.flatMap((each) => each.groups ?? [])])];
  return {
    inventory: {
      ...EMPTY_INVENTORY,
      hosts: hosts.map(hostOf),
      services: services.map(({ host, ...service }) => serviceOf(host, service)),
      hostGroups: members(sketch.hostGroups, hosts).map((name, index) => ({
        id: index + 1,
        name,
        alias: name,
        hostIds: hosts.filter(({ groups }) => groups?.includes(name)).map(({ id }) => id),
      })),
      serviceGroups: members(sketch.serviceGroups, services).map((name, index) => ({
        id: index + 1,
        name,
        alias: name,
        members: services.filter(({ groups }) => groups?.includes(name)).map(({ host, id }) => serviceKey(host.id, id)),
      })),
    },
    snapshot: {
      states,
      acknowledgements: sketch.acknowledgements ?? [],
      downtimes: sketch.downtimes ?? [],
      comments: [],
      nextIds: { acknowledgement: 1_000_000, downtime: 1_000_000, comment: 1_000_000, recurringDowntime: 1_000_000 },
      revision: 0,
      lastHeartbeat: null,
      hoursSincePurge: 0,
    },
    objectIds: sketch.objectIds ?? [],
  };
}

export const seesAll: Visibility = {
  seesAll: true,
  seesHost: () => true,
  seesService: () => true,
  seesHostGroup: () => true,
  seesServiceGroup: () => true,
};

/** Visibility limited to these objects. */
export function seesOnly({
  hosts = [],
  services = [],
  hostGroups = [],
  serviceGroups = [],
}: {
  readonly hosts?: readonly number[];
  readonly services?: readonly ResourceKey[];
  readonly hostGroups?: readonly number[];
  readonly serviceGroups?: readonly number[];
}): Visibility {
  return {
    seesAll: false,
    seesHost: (id) => hosts.includes(id),
    seesService: (key) => services.includes(key),
    seesHostGroup: (id) => hostGroups.includes(id),
    seesServiceGroup: (id) => serviceGroups.includes(id),
  };
}

export function acknowledgementOf(
  fields: Partial<Acknowledgement> & Pick<Acknowledgement, "id" | "key">,
): Acknowledgement {
  return {
    entryTime: 1_000,
    author: "admin",
    comment: "known",
    deletionTime: null,
    isNotifyContacts: false,
    isPersistentComment: true,
    isSticky: true,
    state: 1,
    pollerId: 1,
    expiresAt: null,
    stableSeconds: null,
    noticeTime: null,
    ...fields,
  };
}

export function downtimeOf(fields: Partial<Downtime> & Pick<Downtime, "id" | "key">): Downtime {
  return {
    entryTime: 1_000,
    author: "admin",
    comment: "upgrade",
    startTime: 2_000,
    endTime: 3_000,
    isFixed: true,
    duration: 1_000,
    isStarted: false,
    isCancelled: false,
    actualStartTime: null,
    actualEndTime: null,
    deletionTime: null,
    triggeredBy: null,
    pollerId: 1,
    recurringDowntimeId: null,
    noticeTime: null,
    ...fields,
  };
}

function hostOf(host: HostSketch & { readonly id: number }): Host {
  return {
    ...CHECKABLE,
    kind: "host",
    key: hostKey(host.id),
    hostId: host.id,
    serviceId: 0,
    hostName: host.name,
    displayName: host.displayName === undefined ? host.name : host.displayName,
    alias: host.alias === undefined ? host.name : host.alias,
    address: host.address ?? null,
    pollerId: host.pollerId ?? 1,
    pollerName: unknownPollerName(host.pollerId ?? 1),
    parents: [],
  };
}

function serviceOf(
  host: HostSketch & { readonly id: number },
  service: Omit<ServiceSketch, "id"> & { readonly id: number },
): Service {
  return {
    ...CHECKABLE,
    kind: "service",
    key: serviceKey(host.id, service.id),
    hostId: host.id,
    serviceId: service.id,
    hostName: host.name,
    description: service.description,
    displayName: service.displayName === undefined ? service.description : service.displayName,
  };
}

const CHECKABLE = { ...BARE_CHECKABLE, notifyOn: new Set<never>(), iconImage: "", iconImageAlt: "" };
