import type { Clock } from "../../lib/clock.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Log } from "../../lib/log.ts";
import type { Engine } from "../../model/dialect.ts";
import type { Inventory } from "../../model/objects.ts";
import { hostIdsAt } from "../../model/poller.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { encodePart } from "../protocol/configuration-part.ts";
import { partOf } from "./poller-configuration.ts";
import type { PollerConfiguration } from "./poller-connection.ts";

export interface PollerPartsOptions {
  readonly inventory: () => Inventory;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  /** Ids of the pollers that have a connection. */
  readonly connected: () => readonly number[];
  /** Called with another part of a connected poller than before. */
  readonly onChanged: (pollerId: number, part: PollerConfiguration) => void;
}

/** The part of the configuration in effect that each poller gets, with its changes by operators. */
export interface PollerParts {
  of(pollerId: number): Promise<PollerConfiguration>;
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
  const { inventory, engine, clock, log, connected, onChanged } = options;
  let version = 0;
  const parts = new Map<number, { readonly version: number; readonly part: Promise<PollerConfiguration> }>();
  let strangers = new Map<ResourceKey, readonly number[]>();
  const generations = new Map<number, { readonly id: string; readonly generation: number }>();

  const build = async (pollerId: number): Promise<PollerConfiguration> => {
    const present = inventory();
    const part = partOf(present, pollerId);
    const resources = [...part.hosts, ...part.services];
    const encoded = await encodePart({ inventory: part, engine });
    const own = hostIdsAt(part, pollerId);
    learnStrangers(
      pollerId,
      resources.filter(({ hostId }) => !own.has(hostId)).map(({ key }) => key),
    );
    const before = generations.get(pollerId);
    const generation =
      before?.id === encoded.id
        ? before.generation
        : // Higher than that of an earlier run of the server.
          Math.max((before?.generation ?? 0) + 1, Math.floor(clock.now()));
    generations.set(pollerId, { id: encoded.id, generation });
    return { ...encoded, generation, keys: resources.map(({ key }) => key) };
  };

  const learnStrangers = (pollerId: number, keys: readonly ResourceKey[]): void => {
    const next = new Map([...strangers].map(([key, ids]) => [key, ids.filter((id) => id !== pollerId)]));
    for (const key of keys) next.set(key, [...(next.get(key) ?? NOBODY), pollerId]);
    strangers = new Map([...next].filter(([, ids]) => ids.length > 0));
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
    if (part.id !== before?.id) onChanged(pollerId, part);
  };

  const alarm = createAlarm(clock, () => {
    version++;
    for (const id of connected())
      send(id).catch((error) => log.error({ err: error, poller: id }, "a poller's part could not be made"));
  });

  return {
    of,
    strangersOf: (key) => strangers.get(key) ?? NOBODY,
    changed() {
      if (connected().length === 0) version++;
      else if (alarm.at === null) alarm.set(clock.now() + PAUSE_SECONDS);
    },
    stop: () => alarm.set(null),
  };
}
