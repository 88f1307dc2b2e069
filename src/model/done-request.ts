import type { UnixSeconds } from "../lib/clock.ts";
import type { ResourceKey } from "./resource-key.ts";

/** A request that is known again by its id. */
export interface RequestMark {
  readonly contactId: number;
  readonly requestId: string;
  /** Digest of what it asks for. */
  readonly asked: string;
}

/** What a request has done, stored with its effect: after a crash it is not done again. */
export interface DoneRequest extends RequestMark {
  readonly at: UnixSeconds;
  /** Resources of this commit. */
  readonly keys: readonly ResourceKey[];
}

/** Requests are known for this long. */
export const REQUEST_SECONDS = 600;
