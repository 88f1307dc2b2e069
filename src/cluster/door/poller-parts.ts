import type { Clock } from "../../lib/clock.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Log } from "../../lib/log.ts";
import type { Engine } from "../../model/dialect.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { hostIdsAt } from "../../model/poller.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { encodePart } from "../protocol/configuration-part.ts";
import { partOf } from "./poller-configuration.ts";
import type { GroupPlaces } from "./group-places.ts";
import type { PollerConfiguration } from "./poller-connection.ts";

export interface PollerPartsOptions {
  readonly inventory: () => Inventory;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  /** Ids of the pollers that have a connection. */
  readonly connected: () => readonly number[];
  readonly groups: Pick<GroupPlaces, "shareOf" | "wholeShareOf" | "groupOf" | "revision">;
  /** Called with another part of a connected poller than before. */
  readonly onChanged: (pollerId: number, part: PollerConfiguration) => void;
  /** Called when its part was made again and is the same. */
  readonly onUnchanged: (pollerId: number, part: PollerConfiguration) => void;
}

/** The part of the configuration in effect that each poller gets, with its changes by operators. */
export interface PollerParts {
  of(pollerId: number): Promise<PollerConfiguration>;
  /** Id of the part with all hosts of the poller's group that it is to check when it is not fenced. */
  wholeIdOf(pollerId: number): Promise<string>;
  /** The last one that was made; undefined before. */
  latest(pollerId: number): PollerConfiguration | undefined;
  /** Pollers that know a resource of another place. */
  strangersOf(key: ResourceKey): readonly number[];
  /** Something of the configuration has changed. */
  changed(): void;
  stop(): void;
}

/** Changes that come together are one configuration. */
const PAUSE_SECONDS = 1;

const NOBODY: readonly number[] = Object.freeze([]);

export function createPollerParts(options: PollerPartsOptions): PollerParts {
  const { inventory, engine, clock, log, connected, groups, onChanged, onUnchanged } = options;
  let version = 0;
  const parts = new Map<number, { readonly version: number; readonly part: Promise<PollerConfiguration> }>();
  const latest = new Map<number, PollerConfiguration>();
  let pollersByStranger = new Map<ResourceKey, readonly number[]>();
  const generations = new Map<number, { readonly id: string; readonly generation: number }>();

  /** Own hosts, and those of its group. */
  const partWith = (pollerId: number, share: ReadonlySet<number>) => {
    const own = hostIdsAt(inventory(), pollerId).union(share);
    return { own, part: partOf(inventory(), { own, group: groups.groupOf(pollerId) }) };
  };

  const build = async (pollerId: number): Promise<PollerConfiguration> => {
    const { revision } = groups;
    const { part, own } = partWith(pollerId, groups.shareOf(pollerId));
    const resources = [...part.hosts, ...part.services];
    const encoded = await encodePart({ inventory: part, engine });
    learnStrangers(pollerId, keysOf(resources.filter(({ hostId }) => !own.has(hostId))));
    const before = generations.get(pollerId);
    const generation =
      before?.id === encoded.id
        ? before.generation
        : // Higher than that of an earlier run of the server.
          Math.max((before?.generation ?? 0) + 1, Math.floor(clock.now()));
    generations.set(pollerId, { id: encoded.id, generation });
    const keys = keysOf(resources);
    const made = { ...encoded, generation, keys, groupRevision: revision };
    latest.set(pollerId, made);
    return made;
  };

  const learnStrangers = (pollerId: number, keys: readonly ResourceKey[]): void => {
    const next = new Map([...pollersByStranger].map(([key, ids]) => [key, ids.filter((id) => id !== pollerId)]));
    for (const key of keys) next.set(key, [...(next.get(key) ?? NOBODY), pollerId]);
    pollersByStranger = new Map([...next].filter(([, ids]) => ids.length > 0));
  };

  const of = (pollerId: number): Promise<PollerConfiguration> => {
    const known = parts.get(pollerId);
    if (known?.version === version) return known.part;
    const part = build(pollerId);
    parts.set(pollerId, { version, part });
    part.catch(() => parts.delete(pollerId));
    return part;
  };

  const send = async (pollerId: number): Promise<void> => {
    const before = await parts.get(pollerId)?.part;
    const part = await of(pollerId);
    if (part.id === before?.id) onUnchanged(pollerId, part);
    else onChanged(pollerId, part);
  };

  const alarm = createAlarm(clock, () => {
    version++;
    for (const id of connected())
      send(id).catch((error) => log.error({ err: error, poller: id }, "a poller's part could not be made"));
  });

  return {
    of,
    async wholeIdOf(pollerId) {
      const { part } = partWith(pollerId, groups.wholeShareOf(pollerId));
      return (await encodePart({ inventory: part, engine })).id;
    },
    latest: (pollerId) => latest.get(pollerId),
    strangersOf: (key) => pollersByStranger.get(key) ?? NOBODY,
    changed() {
      if (connected().length === 0) version++;
      else if (alarm.at === null) alarm.set(clock.now() + PAUSE_SECONDS);
    },
    stop: () => alarm.set(null),
  };
}

const keysOf = (resources: readonly Resource[]): readonly ResourceKey[] => resources.map(({ key }) => key);
