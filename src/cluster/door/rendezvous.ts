import type { GroupMember } from "../../model/poller-group.ts";

/**
 * Says which of these members has a host, by rendezvous hashing with weights (Thaler and Ravishankar 1998): each has a
 * share by its weight, and when one comes or goes only the hosts of its own share move. Null without members.
 */
export function rendezvousOf(members: readonly GroupMember[]): (hostId: number) => number | null {
  // Of equal ones the lower id, in whatever order they are.
  const sorted = members.toSorted((left, right) => left.pollerId - right.pollerId);
  const seeds = sorted.map(({ pollerId }) => mixed(pollerId + 0x9e3779b9));
  const weights = sorted.map(({ weight }) => weight);
  // Then the logarithm, which takes most of the time, changes no order.
  const areEqual = new Set(weights).size === 1;
  return (hostId) => {
    let best = -1;
    let highest = -Infinity;
    for (let place = 0; place < seeds.length; place++) {
      const bits = mixed(hostId ^ seeds[place]!);
      const score = areEqual ? bits : -weights[place]! / Math.log((bits + 0.5) / 2 ** 32);
      if (score > highest) [best, highest] = [place, score];
    }
    return sorted[best]?.pollerId ?? null;
  };
}

/** A permutation of the 32-bit numbers in which a change of one bit changes about half of all bits. */
function mixed(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
