import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import { MEMBER_LEASE_SECONDS } from "../../model/poller-group.ts";

export interface GroupLeaseOptions {
  readonly clock: Clock;
  /** Called when hosts of the group may be checked, and when they may no longer. */
  readonly onChange: (mayCheck: boolean) => void;
}

/**
 * Whether a member of a group may check hosts that others take over when it is away: while the centre has heard it in the
 * last 45 s, from the time on at which it has the configuration that the centre wants it to have.
 */
export interface GroupLease {
  mayCheck(): boolean;
  /** The centre has received what was sent at this time of the own clock. */
  heard(sentAt: UnixSeconds): void;
  /** The configuration in effect is that which the centre wants, until the connection ends. */
  current(): void;
  /** The connection has ended: another configuration may be wanted by now. */
  gone(): void;
  stop(): void;
}

export function createGroupLease({ clock, onChange }: GroupLeaseOptions): GroupLease {
  let isHeld = false;
  let isCurrent = false;
  let until = -Infinity;
  let untilMonotonic = -Infinity;

  /** By both clocks: the one may be set, the other one stops while a machine is suspended. */
  const isOver = (): boolean => clock.now() >= until || clock.monotonic() >= untilMonotonic;
  const hold = (next: boolean): void => {
    if (next === isHeld) return;
    isHeld = next;
    alarm.set(next ? until : null);
    onChange(next);
  };
  const alarm = createAlarm(clock, () => hold(false));

  return {
    mayCheck() {
      if (isHeld && isOver()) hold(false);
      return isHeld;
    },
    heard(sentAt) {
      if (isHeld && isOver()) hold(false);
      const age = Math.max(0, clock.now() - sentAt);
      until = Math.max(until, sentAt + MEMBER_LEASE_SECONDS);
      untilMonotonic = Math.max(untilMonotonic, clock.monotonic() + MEMBER_LEASE_SECONDS - age);
      if (isHeld) alarm.set(until);
      // Over in between, as when a clock was set: the centre has not ended the connection, and nobody else has the hosts.
      else if (isCurrent) hold(!isOver());
    },
    current() {
      isCurrent = true;
      hold(!isOver());
    },
    gone() {
      isCurrent = false;
    },
    stop: () => alarm.set(null),
  };
}
