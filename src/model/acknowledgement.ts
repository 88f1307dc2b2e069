import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** One acknowledgement record (contract §7.4). Kept after it ended. */
export interface Acknowledgement {
  readonly id: number;
  readonly key: ResourceKey;
  readonly entryTime: UnixSeconds;
  /** Contact alias; null when an import had none. */
  readonly author: string | null;
  readonly comment: string | null;
  /** Set by a cancellation, or when its own time is over; a recovery leaves it null (§8.2). */
  readonly deletionTime: UnixSeconds | null;
  readonly isNotifyContacts: boolean;
  readonly isPersistentComment: boolean;
  readonly isSticky: boolean;
  /** State of the resource when it was acknowledged. */
  readonly state: number;
  readonly pollerId: number | null;
  /** It ends then by itself; null: with the problem only. */
  readonly expiresAt: UnixSeconds | null;
  /** It outlives a recovery until the resource has been UP/OK this long; null: it ends with the problem. */
  readonly stableSeconds: number | null;
  /** When people were told that it ends soon. */
  readonly noticeTime: UnixSeconds | null;
}

/** What an operator asks for; the same for a host and a service. */
export interface AcknowledgementRequest {
  readonly comment: string;
  readonly isSticky: boolean;
  readonly isNotifyContacts: boolean;
  readonly isPersistentComment: boolean;
  readonly expiresAt?: UnixSeconds | null;
  readonly stableSeconds?: number | null;
}
