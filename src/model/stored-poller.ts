import type { UnixSeconds } from "../lib/clock.ts";

/** A poller as the store knows it. */
export interface StoredPoller {
  readonly id: number;
  readonly name: string;
  /** In PEM; null until it is enrolled. */
  readonly publicKey: string | null;
  /** Hash of the secret with which it may enrol, once; null without one. */
  readonly enrolment: { readonly hash: string; readonly expiresAt: UnixSeconds } | null;
  readonly createdAt: UnixSeconds;
  /** Null while it may connect. */
  readonly revokedAt: UnixSeconds | null;
  /** Since when the other members of its group have its hosts; null while it has them itself. */
  readonly lostHostsAt: UnixSeconds | null;
  /** The highest number of its results that is stored, of its present buffer; null without results. */
  readonly seen: SeenResults | null;
}

export interface SeenResults {
  /** Of the buffer that gave the number. */
  readonly epoch: string;
  readonly number: number;
  /** When it was taken; null if a release that did not note that took it. */
  readonly at: UnixSeconds | null;
}
