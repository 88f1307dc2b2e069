import { createAlarm, type Alarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Change } from "../../model/change.ts";
import { pollerAway, pollerBack } from "../../model/history-changes.ts";
import { BEAT_SECONDS, MISSING_BEATS } from "../protocol/frames.ts";
import type { EnrolledPoller } from "./poller-connection.ts";

/** A poller without a connection for longer is away. */
const AWAY_SECONDS = BEAT_SECONDS * MISSING_BEATS;

/** After a start of the server: pollers try to connect at most so many seconds apart. */
const FIRST_AWAY_SECONDS = 45;

export interface PresenceOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly commit: (changes: readonly Change[]) => Promise<void>;
}

/** Which pollers are away, and since when. Each time that one goes or comes back is an event of the history. */
export interface Presence {
  /**
   * To be called for each poller that may connect, when it is known, and whenever its connection comes or goes.
   * `since`: when it went; default: now.
   */
  note(poller: EnrolledPoller, isThere: boolean, since?: UnixSeconds): void;
  /** It is no longer expected. */
  forget(pollerId: number): void;
  /** Time of the last connection, or of the last results before the start of the server; null while it is there. */
  goneSince(pollerId: number): UnixSeconds | null;
  /** Like `goneSince`, but null until it has been gone for long enough. */
  awaySince(pollerId: number): UnixSeconds | null;
  stop(): void;
}

interface Absence {
  readonly since: UnixSeconds;
  readonly alarm: Alarm;
  isNoted: boolean;
}

export function createPresence({ clock, log, commit }: PresenceOptions): Presence {
  const absent = new Map<number, Absence>();
  const known = new Set<number>();

  const record = (change: Change): void => {
    commit([change]).catch((error) => log.error({ err: error }, "the presence of a poller could not be recorded"));
  };

  const leave = (poller: EnrolledPoller, since: UnixSeconds, afterSeconds: number): void => {
    const alarm = createAlarm(clock, () => {
      absence.isNoted = true;
      log.warn({ area: "pollers", event: "poller-away", poller: poller.name }, `poller ${poller.name} is away`);
      record(pollerAway(poller.name, since, Math.floor(clock.now())));
    });
    const absence: Absence = { since, alarm, isNoted: false };
    absent.set(poller.id, absence);
    alarm.set(clock.now() + afterSeconds);
  };

  const forget = (pollerId: number): Absence | undefined => {
    const absence = absent.get(pollerId);
    absence?.alarm.set(null);
    absent.delete(pollerId);
    return absence;
  };

  return {
    note(poller, isThere, since = clock.now()) {
      const isFirst = !known.has(poller.id);
      known.add(poller.id);
      if (!isThere) {
        if (!absent.has(poller.id)) leave(poller, since, isFirst ? FIRST_AWAY_SECONDS : AWAY_SECONDS);
        return;
      }
      const absence = forget(poller.id);
      if (absence?.isNoted !== true) return;
      log.info({ area: "pollers", event: "poller-back", poller: poller.name }, `poller ${poller.name} is back`);
      record(pollerBack(poller.name, absence.since, Math.floor(clock.now())));
    },
    forget(pollerId) {
      forget(pollerId);
      known.delete(pollerId);
    },
    goneSince: (pollerId) => absent.get(pollerId)?.since ?? null,
    awaySince(pollerId) {
      const absence = absent.get(pollerId);
      return absence?.isNoted === true ? absence.since : null;
    },
    stop() {
      for (const { alarm } of absent.values()) alarm.set(null);
    },
  };
}
