import { createStore } from "./store.ts";
import type { Summary, Time } from "./wire.ts";

/** What is known of the connection to the live stream. The client of the stream sets it. */
export type LiveStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "reconnecting"; readonly since: Time }
  | { readonly kind: "stale"; readonly since: Time }
  | { readonly kind: "behind"; readonly lateSeconds: number };

export const liveStatus = createStore<LiveStatus>({ kind: "connecting" });

/** Newest summary over everything the account sees, of the stream or of `GET /api/summary`; null before the first. */
export const summary = createStore<Summary | null>(null);

/** Whether what is on screen may be acted on. */
export const isPresent = ({ kind }: LiveStatus): boolean => kind !== "stale";
