/** Pollers that share hosts: each host is checked by one of them at a time. */
export interface PollerGroup {
  /** Among those of pollers: hosts have it as their monitoring server. */
  readonly id: number;
  readonly name: string;
  /** Empty in the part of a configuration that a member gets. */
  readonly members: readonly GroupMember[];
  /** A member that is away for so long loses its hosts to the others. */
  readonly takeoverDelaySeconds: number;
}

export interface GroupMember {
  readonly pollerId: number;
  /** A member with 2 gets twice as many hosts as one with 1. */
  readonly weight: number;
}

/**
 * A member that its centre has not heard for so long stops checking hosts of its group. Others get them later than that,
 * so that no two check one host.
 */
export const MEMBER_LEASE_SECONDS = 45;
