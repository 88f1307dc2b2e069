/** A host goes from one member to another; null: nobody has it. */
export interface Move {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Which member of a group has which host, and which is to have it: a host stays with the one that has it until it is
 * free. Members are told by configurations, each made at a revision of this.
 */
export interface Holdings {
  /** Rises with each change of what members are to check. */
  readonly revision: number;
  /** Says who is to have each host of a group. Returns the hosts that are to leave who has them now. */
  plan(groupId: number, hostIds: readonly number[], memberOf: (hostId: number) => number | null): readonly Move[];
  /** Forgets all others. */
  keepOnly(hostIds: ReadonlySet<number>): void;
  /** Null if nobody has it, undefined for a host of no group. */
  holderOf(hostId: number): number | null | undefined;
  /** Hosts that a member has, and is not to lose. */
  shareOf(pollerId: number): ReadonlySet<number>;
  /** True if the one that has it has taken a configuration with it, and is not to lose it. */
  isKnownThere(hostId: number): boolean;
  /**
   * A member has a configuration that was made at this revision: what it was to lose by then is free. Returns the hosts
   * that went to another member.
   */
  accepted(pollerId: number, revision: number): ReadonlySet<number>;
  /** Takes hosts from members that check them no more. Returns those that went to another member. */
  release(isFree: (pollerId: number, groupId: number) => boolean): ReadonlySet<number>;
  /** Members that are to lose hosts, with the groups of these. */
  leaving(): ReadonlyMap<number, ReadonlySet<number>>;
}

interface Holding {
  groupId: number;
  holder: number | null;
  next: number | null;
  /** The first revision of which a configuration of the holder is right about this host. */
  since: number;
  isKnown: boolean;
}

const NONE: ReadonlySet<number> = new Set();

export function createHoldings(): Holdings {
  const holdings = new Map<number, Holding>();
  const hostsOf = new Map<number, Set<number>>();
  const leaving = new Set<number>();
  let revision = 0;

  const give = (hostId: number, holding: Holding): void => {
    if (holding.holder !== null) hostsOf.get(holding.holder)?.delete(hostId);
    Object.assign(holding, { holder: holding.next, since: revision, isKnown: false });
    leaving.delete(hostId);
    if (holding.holder !== null) hostsOf.getOrInsertComputed(holding.holder, () => new Set()).add(hostId);
  };

  /** Gives those of these hosts that are free to the next. */
  const giveFree = (
    hostIds: Iterable<number>,
    isFree: (holding: Holding & { readonly holder: number }) => boolean,
  ): ReadonlySet<number> => {
    const free = [...hostIds].filter((hostId) => isFree(holdings.get(hostId) as Holding & { readonly holder: number }));
    if (free.length === 0) return NONE;
    revision++;
    for (const hostId of free) give(hostId, holdings.get(hostId)!);
    return new Set(free);
  };

  return {
    get revision() {
      return revision;
    },
    plan(groupId, hostIds, memberOf) {
      const moves: Move[] = [];
      revision++;
      for (const hostId of hostIds) {
        const next = memberOf(hostId);
        const holding = holdings.get(hostId);
        if (holding === undefined) {
          const added: Holding = { groupId, holder: null, next, since: revision, isKnown: false };
          holdings.set(hostId, added);
          give(hostId, added);
          continue;
        }
        holding.groupId = groupId;
        if (holding.next === next) continue;
        moves.push({ from: holding.holder, to: next });
        holding.next = next;
        if (holding.holder === null) give(hostId, holding);
        else {
          // Also where it stays after all: a configuration without it may be on its way.
          Object.assign(holding, { since: revision, isKnown: false });
          if (holding.holder === next) leaving.delete(hostId);
          else leaving.add(hostId);
        }
      }
      return moves;
    },
    keepOnly(hostIds) {
      for (const [hostId, { holder }] of holdings) {
        if (hostIds.has(hostId)) continue;
        holdings.delete(hostId);
        leaving.delete(hostId);
        if (holder !== null) hostsOf.get(holder)?.delete(hostId);
      }
    },
    holderOf: (hostId) => holdings.get(hostId)?.holder,
    shareOf: (pollerId) => new Set([...(hostsOf.get(pollerId) ?? [])].filter((hostId) => !leaving.has(hostId))),
    isKnownThere: (hostId) => holdings.get(hostId)?.isKnown === true,
    accepted(pollerId, madeAt) {
      const own = [...(hostsOf.get(pollerId) ?? [])];
      for (const hostId of own) {
        const holding = holdings.get(hostId)!;
        if (!leaving.has(hostId) && madeAt >= holding.since) holding.isKnown = true;
      }
      return giveFree(
        own.filter((hostId) => leaving.has(hostId)),
        ({ since }) => madeAt >= since,
      );
    },
    release: (isFree) => giveFree(leaving, ({ holder, groupId }) => isFree(holder, groupId)),
    leaving() {
      const groups = new Map<number, Set<number>>();
      for (const hostId of leaving) {
        const { holder, groupId } = holdings.get(hostId)!;
        groups.getOrInsertComputed(holder!, () => new Set()).add(groupId);
      }
      return groups;
    },
  };
}
