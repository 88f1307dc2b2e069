import { randomUUID } from "node:crypto";
import type { CommitReader } from "../../data/ledger/committed.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Store } from "../../data/store/store.ts";
import type { CheckPlaces } from "../../intake/check-path.ts";
import type { Intake } from "../../intake/accept-result.ts";
import { newSecret } from "../../access/secret.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ShutdownStack } from "../../lib/shutdown-stack.ts";
import type { Engine } from "../../model/dialect.ts";
import type { Inventory } from "../../model/objects.ts";
import { isChecked } from "../../model/check-watch.ts";
import { isOfCheck } from "../../model/resource-state.ts";
import { CENTRAL_ID, hostIdsAt } from "../../model/poller.ts";
import type { PollerCondition, PollerLink } from "../../model/poller-condition.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { StoredPoller } from "../../model/stored-poller.ts";
import { loadEnrolledPollers, type EnrolledPollers, type KeyReplacement } from "./enrolled-pollers.ts";
import { createLateResults } from "./late-results.ts";
import { createGroupPlaces } from "./group-places.ts";
import { idOfPoller } from "./id-of-poller.ts";
import { createPollerDoor, type PollerDoor } from "./poller-door.ts";
import { createPollerParts } from "./poller-parts.ts";
import type { EnrolledPoller } from "./poller-connection.ts";
import { createPresence } from "./presence.ts";
import { createRemoteChecks } from "./remote-checks.ts";
import { createStateSender, stateRow } from "./state-sender.ts";
import { createTakeResults, type TakenCounts } from "./take-results.ts";

export interface PollersOptions {
  readonly store: Pick<Store, "commit" | "readPollers" | "readObjectIds">;
  readonly ledger: Ledger;
  readonly inventory: () => Inventory;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  /** See `RunningEngine`. */
  readonly afterLateResults: (keys: Iterable<ResourceKey>) => void;
}

/** What operators see of a poller. */
export interface ShownPoller extends Pick<StoredPoller, "id" | "name" | "createdAt">, PollerCondition {
  /** Hosts that it checks at present. */
  readonly hosts: number;
  /** Name of the group that it belongs to; null if it is in none. */
  readonly group: string | null;
  /** Those of the hosts that name the group. */
  readonly groupHosts: number;
}

/** The pollers of this server: who they are, their connections, and their results. */
export interface Pollers {
  readonly places: CheckPlaces;
  /** Reader of the feed of commits. */
  readonly reader: CommitReader;
  readonly door: Pick<PollerDoor, "isWanted" | "take">;
  /** See `RuleContext`. */
  latePoller(key: ResourceKey): string | null;
  list(): readonly ShownPoller[];
  /** Undefined if there is no such poller. */
  conditionOf(name: string): PollerCondition | undefined;
  counts(): Readonly<TakenCounts>;
  /** Time since when the poller of a resource is away; null if it is not, or if this server checks the resource. */
  notSeenSince(key: ResourceKey): UnixSeconds | null;
  /**
   * Adds a poller with an id that hosts have already, or another one; or lets it enrol again. Resolves with the secret
   * to enrol with. Refuses with `bad-poller-name`, `poller-name-taken`, `too-many-pollers` and `poller-id-taken`.
   */
  add(name: string, id?: number): Promise<{ readonly poller: StoredPoller; readonly secret: string }>;
  enrol(secret: string, publicKey: string): Promise<StoredPoller>;
  replaceKey(name: string, replacement: KeyReplacement): Promise<StoredPoller>;
  revoke(name: string): Promise<StoredPoller>;
  /** The configuration has changed, by a reload or an operator. */
  configurationChanged(): void;
  /** Once, before the start. */
  load(): Promise<void>;
  start(intake: Intake, stops: ShutdownStack): void;
}

export function createPollers(options: PollersOptions): Pollers {
  const { store, ledger, inventory, clock, log, afterLateResults } = options;
  /** What pollers sign is for this run of the server alone. */
  const centre = randomUUID();
  let enrolled: EnrolledPollers;
  let take: ReturnType<typeof createTakeResults>;
  const refusedConfigurations = new Map<number, readonly string[]>();

  const groups = createGroupPlaces({
    inventory,
    clock,
    log,
    memberById(id) {
      const poller = enrolled.byId(id);
      return poller && admitted(poller);
    },
    saveLost: (id, at) => enrolled.setLostHosts(id, at),
    commit: ledger.commit,
    onChanged: () => parts.changed(),
    onMoved(hostIds) {
      const keys = keysOf(inventory(), hostIds);
      late.move(keys);
      afterLateResults(keys);
    },
  });
  /** Ids of the configurations in effect at connected pollers. */
  const configurations = new Map<number, string>();
  const remoteChecks = createRemoteChecks({
    inventory,
    groups,
    ask(pollerId, ask) {
      const connection = door.connection(pollerId);
      connection?.ask(ask);
      return connection !== undefined;
    },
  });
  const late = createLateResults({
    placeOf: remoteChecks.placeOf,
    isCheckedThere(key) {
      const resource = ledger.resource(key);
      return resource !== undefined && isChecked(resource);
    },
    onOver: (pollerId, elsewhere) => afterLateResults([...keysOf(inventory(), hostsAt(pollerId)), ...elsewhere]),
    onElsewhere: afterLateResults,
  });
  const presence = createPresence({ clock, log, commit: ledger.commit });
  const notePresence = (poller: EnrolledPoller, isThere: boolean, since?: UnixSeconds): void => {
    if (!isThere) {
      late.begin(poller);
      configurations.delete(poller.id);
    }
    presence.note(poller, isThere, since);
    groups.note(poller.id, isThere);
  };
  const parts = createPollerParts({
    inventory,
    engine: options.engine,
    clock,
    log,
    connected: () => door.connections().map(({ poller }) => poller!.id),
    groups,
    onChanged: (pollerId, part) => door.connection(pollerId)?.configure(part),
    onUnchanged: (pollerId) => noteShare(pollerId),
  });
  const sender = createStateSender({
    isAnyConnected: () => door.isAnyConnected(),
    knownAt: (key) => knownAt(key),
    send: (pollerId, states) => door.connection(pollerId)?.tell(states),
  });

  /** Hosts that are to be checked by a poller, and those of a group that it has. */
  const hostsAt = (pollerId: number): ReadonlySet<number> =>
    hostIdsAt(inventory(), pollerId).union(groups.shareOf(pollerId));

  /** What the poller was to lose is free, and it knows its share, if its last part is in effect. */
  const noteShare = (pollerId: number): void => {
    const part = parts.latest(pollerId);
    const connection = door.connection(pollerId);
    if (part === undefined || connection === undefined || connection.isConfiguring) return;
    if (configurations.get(pollerId) !== part.id) return;
    groups.accepted(pollerId, part.groupRevision);
    for (const ask of remoteChecks.takeWaiting(pollerId)) connection.ask(ask);
  };

  const knownAt = (key: ResourceKey): readonly number[] => {
    const place = remoteChecks.placeOf(key);
    const strangers = parts.strangersOf(key);
    return place === CENTRAL_ID ? strangers : [place, ...strangers];
  };

  const door = createPollerDoor({
    clock,
    log,
    centre,
    newNonce: newSecret,
    pollerByName(name) {
      const poller = enrolled.byName(name);
      return poller && admitted(poller);
    },
    seenOf({ name }, epoch) {
      const seen = enrolled.byName(name)?.seen;
      return seen?.epoch === epoch ? seen.number : 0;
    },
    async configurationOf({ id }, idThere) {
      if (groups.isFenced(id) && idThere !== "" && (await parts.wholeIdOf(id)) === idThere) groups.hasWholeShare(id);
      return parts.of(id);
    },
    *statesOf(keys) {
      for (const key of keys) {
        const state = ledger.state(key);
        if (state !== null) yield stateRow(key, state.check);
      }
    },
    *statesFromElsewhere({ id }, keys) {
      for (const key of keys) {
        const [state, resource] = [ledger.state(key), ledger.resource(key)];
        if (state === null || resource === undefined) continue;
        const isOwn = remoteChecks.placeOf(key) === id && isChecked(resource) && isOfCheck(state.check);
        if (!isOwn) yield stateRow(key, state.check);
      }
    },
    onWelcome({ id }, connection) {
      for (const ask of remoteChecks.takeWaiting(id)) connection.ask(ask);
    },
    onPresence: notePresence,
    onConfiguration({ id, name }, configurationId, errors) {
      if (errors.length === 0) {
        refusedConfigurations.delete(id);
        configurations.set(id, configurationId);
        noteShare(id);
      } else refusedConfigurations.set(id, errors);
      const facts = { area: "pollers", poller: name, configuration: configurationId };
      if (errors.length > 0) log.error({ ...facts, errors }, `poller ${name} refused its configuration: ${errors[0]}`);
      else log.info(facts, `poller ${name} has its configuration`);
    },
    take: (poller, upTo, taken, connection) => take.take(poller, upTo, taken, connection.status.offset),
    onBeat({ id }, { buffered }) {
      if (buffered === 0) late.end(id);
    },
  });

  /** Whoever has a connection with the key that was replaced has to connect again. */
  const endOfOldKey = ({ id, name }: StoredPoller): void =>
    door.connection(id)?.refuse("key-replaced", `Poller ${name} has another key.`);

  const linkOf = ({ id, publicKey, revokedAt }: StoredPoller): PollerLink => {
    if (revokedAt !== null) return "revoked";
    if (publicKey === null) return "not-enrolled";
    if (door.connection(id) !== undefined) return "connected";
    return presence.awaySince(id) === null ? "connecting" : "away";
  };

  const conditionOf = (poller: StoredPoller): PollerCondition => ({
    link: linkOf(poller),
    goneSince: presence.goneSince(poller.id),
    status: door.connection(poller.id)?.status ?? null,
    configurationErrors: refusedConfigurations.get(poller.id) ?? [],
  });

  return {
    places: remoteChecks,
    reader: sender,
    door,
    latePoller: late.latePoller,
    list() {
      if (enrolled.all().length === 0) return [];
      const hosts = Map.groupBy(inventory().hosts, ({ pollerId }) => pollerId);
      return enrolled.all().map((poller) => {
        const { id, name, createdAt } = poller;
        const groupHosts = groups.shareOf(id).size;
        const group = groups.groupOf(id)?.name ?? null;
        const own = hosts.get(id)?.length ?? 0;
        return { id, name, createdAt, group, groupHosts, hosts: own + groupHosts, ...conditionOf(poller) };
      });
    },
    conditionOf(name) {
      const poller = enrolled.byName(name);
      return poller && conditionOf(poller);
    },
    counts: () => take.counts(),
    notSeenSince(key) {
      const place = remoteChecks.placeOf(key);
      return place === CENTRAL_ID ? null : presence.awaySince(place);
    },
    add: (name, id) => enrolled.add(name, (given) => idOfPoller(given, id, { store, inventory: inventory() })),
    async enrol(secret, publicKey) {
      const poller = await enrolled.enrol(secret, publicKey);
      endOfOldKey(poller);
      notePresence({ ...poller, publicKey }, false);
      groups.configured();
      return poller;
    },
    async replaceKey(name, replacement) {
      const poller = await enrolled.replaceKey(name, replacement);
      endOfOldKey(poller);
      return poller;
    },
    async revoke(name) {
      const poller = await enrolled.revoke(name);
      door.connection(poller.id)?.refuse("revoked", `Poller ${name} was revoked.`);
      presence.forget(poller.id);
      late.forget(poller.id);
      groups.configured();
      return poller;
    },
    configurationChanged() {
      groups.configured();
      parts.changed();
    },
    async load() {
      enrolled = await loadEnrolledPollers({ store, clock });
    },
    start(intake, stops) {
      const linesAtStart = new Map(enrolled.all().map(({ id, seen }) => [id, { id, takenUntil: seen?.at ?? null }]));
      take = createTakeResults({
        intake,
        ledger,
        // A member may have checked a host of its group before it went to another one.
        isOf(poller, key) {
          if (ledger.resource(key) === undefined) return false;
          const groupId = groups.groupOf(poller.id)?.id;
          return remoteChecks.placeOf(key) === poller.id || (groupId !== undefined && ledger.pollerId(key) === groupId);
        },
        late,
        lineOf: ({ id }) => linesAtStart.get(id) ?? { id, takenUntil: null },
        onSeen: ({ id }, seen) => enrolled.noteSeen(id, seen),
        onTaken(poller, key) {
          const state = ledger.state(key);
          if (state !== null) sender.noteOwn(poller.id, state.check);
        },
        clock,
        log,
      });
      for (const poller of enrolled.all().flatMap((stored) => admitted(stored) ?? []))
        notePresence(poller, false, Math.min(poller.seen?.at ?? Infinity, clock.now()));
      groups.start();
      stops.add("pollers", async () => {
        await door.stop();
        // Connections that ended were noted by all of them.
        groups.stop();
        parts.stop();
        presence.stop();
      });
    },
  };
}

const keysOf = ({ hosts, services }: Inventory, hostIds: ReadonlySet<number>): readonly ResourceKey[] =>
  hostIds.size === 0 ? [] : [...hosts, ...services].filter(({ hostId }) => hostIds.has(hostId)).map(({ key }) => key);

/** The poller, if it may connect. */
const admitted = ({ publicKey, revokedAt, ...poller }: StoredPoller): (StoredPoller & EnrolledPoller) | undefined =>
  publicKey === null || revokedAt !== null ? undefined : { ...poller, revokedAt, publicKey };
