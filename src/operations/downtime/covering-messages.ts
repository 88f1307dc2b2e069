import { hostIdOf, hostKey, isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import type { Downtime } from "../../model/downtime.ts";
import type { NotificationEvent } from "../../model/history-event.ts";

/**
 * Messages about downtimes of hosts that cover those about the same downtimes of their services: a downtime of a host
 * with its services is one message for a contact of both.
 */
export interface CoveringMessages {
  /** Names of the contacts with a message about this step of the same downtime of the host. Empty for a host. */
  contactsToldOfHost(downtime: Downtime, event: NotificationEvent): readonly string[];
  /** Remembers who gets a message about a downtime of a host. `changes`: with these messages. */
  remember(downtime: Downtime, event: NotificationEvent, changes: readonly Change[]): void;
}

interface LastMessage {
  readonly kind: NotificationEvent["kind"];
  readonly at: UnixSeconds;
  readonly downtime: Downtime;
  readonly contacts: readonly string[];
}

// A script schedules the downtimes of a host and of its services by two commands, one after the other.
const COVERED_SECONDS = 10;
const MAX_REMEMBERED = 10_000;
const NOBODY: readonly string[] = Object.freeze([]);

export function createCoveringMessages(): CoveringMessages {
  const last = new Map<ResourceKey, LastMessage>();
  return {
    contactsToldOfHost({ key, ...schedule }, { kind, at }) {
      if (isHostKey(key)) return NOBODY;
      const ofHost = last.get(hostKey(hostIdOf(key)));
      return ofHost?.kind === kind && at - ofHost.at <= COVERED_SECONDS && isSameSchedule(ofHost.downtime, schedule)
        ? ofHost.contacts
        : NOBODY;
    },
    remember(downtime, { kind, at }, changes) {
      if (!isHostKey(downtime.key)) return;
      if (last.size >= MAX_REMEMBERED) last.clear();
      const contacts = changes.flatMap((change) => (change.kind === "outbox" ? [change.message.contact] : []));
      last.set(downtime.key, { kind, at, downtime, contacts });
    },
  };
}

type Schedule = Pick<Downtime, "startTime" | "endTime" | "isFixed" | "duration" | "comment">;

/** True if two downtimes are parts of one: the same times, kind and comment. */
export const isSameSchedule = (one: Schedule, other: Schedule): boolean =>
  one.startTime === other.startTime &&
  one.endTime === other.endTime &&
  one.isFixed === other.isFixed &&
  one.duration === other.duration &&
  one.comment === other.comment;
