import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** One acknowledgement record (contract §7.4). Kept after its end. */
export interface Acknowledgement {
  readonly id: number;
  readonly key: ResourceKey;
  readonly entryTime: UnixSeconds;
  /** Contact alias; null when an import had none. */
  readonly author: string | null;
  readonly comment: string | null;
  /** Set when it is cancelled or expires; a recovery leaves it null (§8.2). */
  readonly deletionTime: UnixSeconds | null;
  readonly isNotifyContacts: boolean;
  readonly isPersistentComment: boolean;
  readonly isSticky: boolean;
  /** State of the resource when it was acknowledged. */
  readonly state: number;
  readonly pollerId: number | null;
  /** Time at which it expires; null: it ends only with the problem. */
  readonly expiresAt: UnixSeconds | null;
  /** Seconds that the resource must have been UP/OK before it ends; null: it ends with the problem. */
  readonly stableSeconds: number | null;
  /** Time at which contacts were warned that it expires soon. */
  readonly noticeTime: UnixSeconds | null;
}

/** Request of an operator; the same for a host and a service. */
export interface AcknowledgementRequest {
  readonly comment: string;
  readonly isSticky: boolean;
  readonly isNotifyContacts: boolean;
  readonly isPersistentComment: boolean;
  readonly expiresAt?: UnixSeconds | null;
  readonly stableSeconds?: number | null;
}
