import type { Loss } from "./position-file.ts";

/** What the sender of a target reports. */
export type TargetReport =
  /** Said once, until it works. */
  | { readonly kind: "failing"; readonly reason: string }
  | { readonly kind: "working" }
  /** Points that were not taken, and will not be. Said once an hour at most. */
  | { readonly kind: "refused"; readonly points: number; readonly reason: string }
  /** A request whose answer was never seen was repeated: its points are most likely there. */
  | { readonly kind: "refused-again"; readonly points: number; readonly reason: string }
  /** The first points that are lost while the target is away. */
  | { readonly kind: "losing" }
  /** To be recorded in the history. */
  | { readonly kind: "lost"; readonly loss: Loss }
  /** The position was in a log that is no more. `loss`: points of it that were not sent, as far as they can be counted. */
  | { readonly kind: "log-replaced"; readonly loss: Loss | null };

/** Since the start of the thread. */
export interface TargetCounts {
  points: number;
  requests: number;
  refused: number;
  lost: number;
}
