import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import { groupHostsMoved, type GroupHostsMoved } from "../../model/history-changes.ts";
import type { Host, Inventory } from "../../model/objects.ts";
import { MEMBER_LEASE_SECONDS, type GroupMember, type PollerGroup } from "../../model/poller-group.ts";
import type { StoredPoller } from "../../model/stored-poller.ts";
import { createHoldings, type Move } from "./holdings.ts";
import { rendezvousOf } from "./rendezvous.ts";

/** A member that lost its hosts has them back after so long without a cut. */
const QUIET_SECONDS = 600;

/** After a change that could not be stored. */
const RETRY_SECONDS = 5;

/** While something is to come: a clock that is set does not put it off for longer. */
const LOOK_SECONDS = 30;

const NO_HOSTS: ReadonlySet<number> = new Set();

export interface GroupPlacesOptions {
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined for a poller that may not connect. */
  readonly memberById: (pollerId: number) => Pick<StoredPoller, "name" | "lostHostsAt"> | undefined;
  /** Stores since when a poller has lost its hosts to others; null: it has them. */
  readonly saveLost: (pollerId: number, at: UnixSeconds | null) => Promise<unknown>;
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  /** Called when members have to get another part of the configuration. */
  readonly onChanged: () => void;
  /** Called with hosts that another member has from now on. */
  readonly onMoved: (hostIds: ReadonlySet<number>) => void;
}

/**
 * Which member of a group checks which host: by rendezvous hashing over the members that count. One that is away for the
 * group's delay counts no more, once another one is there, until it has been back for ten minutes. A host goes to another
 * member only when the one that has it checks it no more: it has taken a configuration without the host, or has been away
 * for the delay, which is longer than a member goes on by itself.
 */
export interface GroupPlaces {
  /** Member that has a host of a group; the id of the group if none has it. */
  placeOf(host: Pick<Host, "hostId" | "pollerId">): number;
  /** Hosts of its group that a member is to check; none while it is fenced. */
  shareOf(pollerId: number): ReadonlySet<number>;
  /** Those that it is to check otherwise. */
  wholeShareOf(pollerId: number): ReadonlySet<number>;
  /**
   * True in the first 45 s after the start: another member may still check what the configuration of an earlier run gave
   * it. Not for a member that has its whole share from then.
   */
  isFenced(pollerId: number): boolean;
  /** A member had its whole share before the start. */
  hasWholeShare(pollerId: number): void;
  /** False for a host of a group whose member has not taken a configuration with it. */
  isKnownThere(hostId: number): boolean;
  /** Of a poller; undefined if it is in none. */
  groupOf(pollerId: number): PollerGroup | undefined;
  /** Rises with each change of the shares. */
  readonly revision: number;
  /** The configuration in effect, or who may connect, has changed. */
  configured(): void;
  note(pollerId: number, isThere: boolean): void;
  /** A member has a configuration that was made at this revision. */
  accepted(pollerId: number, revision: number): void;
  start(): void;
  stop(): void;
}

export function createGroupPlaces(options: GroupPlacesOptions): GroupPlaces {
  const { inventory, clock, log, memberById, saveLost, commit, onChanged, onMoved } = options;
  const holdings = createHoldings();
  // Moments of the clock that nobody sets: a member counts on that delay.
  const goneAt = new Map<number, number>();
  const thereAt = new Map<number, number>();
  const generations = new Map<number, number>();
  /** Members that count, as of the last plan of each group. */
  const planned = new Map<number, string>();
  const saving = new Set<number>();
  let hosts: Inventory["hosts"] = [];
  let hostsOfGroup = new Map<number, number[]>();
  let groupOfPoller = new Map<number, PollerGroup>();
  let isStarted = false;
  /** Groups whose members may have other shares of an earlier run, and members that have not. */
  let fenced: ReadonlySet<number> = new Set();
  let fencedUntil = -Infinity;
  const unfenced = new Set<number>();

  const admitted = ({ members }: PollerGroup): readonly GroupMember[] =>
    members.filter(({ pollerId }) => memberById(pollerId) !== undefined);
  const hasLost = ({ pollerId }: GroupMember): boolean => memberById(pollerId)!.lostHostsAt !== null;
  const isThere = ({ pollerId }: GroupMember): boolean => thereAt.has(pollerId);

  /** Plans the hosts of a group if they, or the members that count, are others than before. */
  const plan = (group: PollerGroup, areHostsNew: boolean): readonly Move[] => {
    const members = admitted(group);
    const counting = members.filter((member) => !hasLost(member));
    const used = counting.length > 0 ? counting : members;
    const key = JSON.stringify(used);
    if (planned.get(group.id) === key && !areHostsNew) return [];
    planned.set(group.id, key);
    return holdings.plan(group.id, hostsOfGroup.get(group.id) ?? [], rendezvousOf(used));
  };

  const record = (group: PollerGroup, hosts: number, because: GroupHostsMoved["because"]): void => {
    const now = Math.floor(clock.now());
    const generation = Math.max((generations.get(group.id) ?? 0) + 1, now);
    generations.set(group.id, generation);
    const moved = { group: group.name, hosts, generation, because };
    log.warn({ area: "pollers", event: "poller-hosts-moved", ...moved }, `hosts of poller group ${group.name} move`);
    commit([groupHostsMoved(moved, now)]).catch((error) =>
      log.error({ err: error }, "hosts of a poller group move, which the history could not take"),
    );
  };

  const planAll = (): void => {
    const present = inventory();
    if (present.pollerGroups.size === 0 && planned.size === 0) return;
    const areHostsNew = present.hosts !== hosts;
    if (areHostsNew) {
      hosts = present.hosts;
      hostsOfGroup = new Map();
      for (const { hostId, pollerId } of hosts)
        if (present.pollerGroups.has(pollerId)) hostsOfGroup.getOrInsertComputed(pollerId, () => []).push(hostId);
      holdings.keepOnly(new Set([...hostsOfGroup.values()].flat()));
    }
    const groups = [...present.pollerGroups.values()];
    groupOfPoller = new Map(groups.flatMap((group) => group.members.map(({ pollerId }) => [pollerId, group])));
    for (const group of groups) {
      const moves = plan(group, areHostsNew);
      if (moves.length > 0) record(group, moves.length, { kind: "configuration" });
    }
    for (const id of planned.keys()) if (!present.pollerGroups.has(id)) planned.delete(id);
  };

  /** Members of a group whose hosts others get now, and those that get hosts again. `at`: when to look again. */
  const due = (group: PollerGroup, now: number) => {
    const members = admitted(group).filter(({ pollerId }) => !saving.has(pollerId));
    const there = members.filter(isThere);
    if (there.length === 0) return { lost: [], back: [], at: Infinity };
    const endOf = ({ pollerId }: GroupMember): number =>
      (goneAt.get(pollerId) ?? Infinity) + group.takeoverDelaySeconds;
    const quietAt = ({ pollerId }: GroupMember): number => thereAt.get(pollerId)! + QUIET_SECONDS;
    const counting = members.filter((member) => !hasLost(member));
    const lost = counting.filter((member) => endOf(member) <= now);
    const waiting = there.filter(hasLost);
    // Without another one they have the hosts at once.
    const back = lost.length === counting.length ? waiting : waiting.filter((member) => quietAt(member) <= now);
    const later = [...counting.map(endOf), ...waiting.map(quietAt)].filter((at) => at > now);
    return { lost, back, at: Math.min(...later) };
  };

  const change = async (group: PollerGroup, lost: readonly GroupMember[], back: readonly GroupMember[]) => {
    const [now, moment] = [clock.now(), clock.monotonic()];
    const all = [...lost, ...back].map(({ pollerId }) => pollerId);
    const nameOf = ({ pollerId }: GroupMember): string => memberById(pollerId)?.name ?? String(pollerId);
    const away = lost.map((member) => ({ member, seconds: Math.round(moment - goneAt.get(member.pollerId)!) }));
    for (const id of all) saving.add(id);
    try {
      await Promise.all([
        ...lost.map(({ pollerId }) => saveLost(pollerId, now)),
        ...back.map(({ pollerId }) => saveLost(pollerId, null)),
      ]);
      for (const id of all) saving.delete(id);
      const present = inventory().pollerGroups.get(group.id);
      const moves = present === undefined ? [] : plan(present, false);
      for (const { member, seconds } of away)
        record(group, moves.filter(({ from }) => from === member.pollerId).length, {
          kind: "away",
          poller: nameOf(member),
          seconds,
        });
      for (const member of back)
        record(group, moves.filter(({ to }) => to === member.pollerId).length, {
          kind: "back",
          poller: nameOf(member),
        });
      onChanged();
    } catch (error) {
      log.error({ err: error, group: group.name }, "hosts of a poller group could not be moved");
      retryAt = clock.monotonic() + RETRY_SECONDS;
      for (const id of all) saving.delete(id);
    }
    look();
  };
  let retryAt = -Infinity;

  /** Does what is due, and looks again when the next is. */
  const look = (): void => {
    if (!isStarted) return;
    const now = clock.monotonic();
    const { pollerGroups } = inventory();
    let next = retryAt > now ? retryAt : Infinity;
    for (const group of retryAt > now ? [] : pollerGroups.values()) {
      const { lost, back, at } = due(group, now);
      next = Math.min(next, at);
      if (lost.length + back.length > 0) void change(group, lost, back);
    }
    const endOf = (pollerId: number, groupId: number): number =>
      (goneAt.get(pollerId) ?? Infinity) + (pollerGroups.get(groupId)?.takeoverDelaySeconds ?? Infinity);
    moved(holdings.release((pollerId, groupId) => endOf(pollerId, groupId) <= now));
    for (const [pollerId, groupIds] of holdings.leaving())
      for (const groupId of groupIds) next = Math.min(next, endOf(pollerId, groupId));
    if (fenced.size > 0) {
      if (now < fencedUntil) next = Math.min(next, fencedUntil);
      else {
        fenced = new Set();
        onChanged();
      }
    }
    alarm.set(next === Infinity ? null : clock.now() + Math.min(next - now, LOOK_SECONDS));
  };
  const alarm = createAlarm(clock, look);

  const isFenced = (pollerId: number): boolean =>
    fenced.size > 0 && fenced.has(groupOfPoller.get(pollerId)?.id ?? 0) && !unfenced.has(pollerId);

  const moved = (hostIds: ReadonlySet<number>): void => {
    if (hostIds.size === 0) return;
    onMoved(hostIds);
    onChanged();
  };

  return {
    placeOf: ({ hostId, pollerId }) => holdings.holderOf(hostId) ?? pollerId,
    shareOf: (pollerId) => (isFenced(pollerId) ? NO_HOSTS : holdings.shareOf(pollerId)),
    wholeShareOf: holdings.shareOf,
    isFenced,
    hasWholeShare: (pollerId) => void unfenced.add(pollerId),
    isKnownThere: (hostId) => holdings.isKnownThere(hostId) && !isFenced(holdings.holderOf(hostId) ?? 0),
    groupOf: (pollerId) => groupOfPoller.get(pollerId),
    get revision() {
      return holdings.revision;
    },
    configured() {
      const before = holdings.revision;
      planAll();
      if (holdings.revision !== before) onChanged();
      look();
    },
    note(pollerId, isThereNow) {
      if (isThereNow) {
        goneAt.delete(pollerId);
        if (!thereAt.has(pollerId)) thereAt.set(pollerId, clock.monotonic());
      } else {
        thereAt.delete(pollerId);
        if (!goneAt.has(pollerId)) goneAt.set(pollerId, clock.monotonic());
      }
      look();
    },
    accepted: (pollerId, revision) => moved(holdings.accepted(pollerId, revision)),
    start() {
      planAll();
      fenced = new Set(inventory().pollerGroups.keys());
      fencedUntil = clock.monotonic() + MEMBER_LEASE_SECONDS;
      isStarted = true;
      look();
    },
    stop() {
      isStarted = false;
      alarm.set(null);
    },
  };
}
