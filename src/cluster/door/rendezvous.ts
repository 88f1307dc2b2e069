import type { GroupMember } from "../../model/poller-group.ts";

/**
 * The member that has a host, by rendezvous hashing with weights (Thaler and Ravishankar 1998): each has a share by its
 * weight, and when one comes or goes only the hosts of its own share
 * move. Null without members.
 */
export function memberOf(hostId: number, members: readonly GroupMember[]): number | null {
  let best: number | null = null;
  let highest = -Infinity;
  for (const { pollerId, weight } of members) {
    const score = -weight / Math.log(fractionOf(hostId, pollerId));
    // Of equal ones the lower id, in whatever order they are.
    if (score > highest || (score === highest && pollerId < best!)) [best, highest] = [pollerId, score];
  }
  return best;
}

/** Between 0 and 1, both excluded; the same for the same two ids in every release. */
const fractionOf = (hostId: number, pollerId: number): number =>
  (mixed(hostId ^ mixed(pollerId + 0x9e3779b9)) + 0.5) / 2 ** 32;

/** A permutation of the 32-bit numbers in which a change of one bit changes about half of all bits. */
function mixed(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
