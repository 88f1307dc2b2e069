import type { NotificationKind } from "../../model/history-event.ts";
import type { ResourceKey } from "../../model/resource-key.ts";

/** Begins and ends of flapping that were not told, since late results were awaited. */
export interface HeldBackFlapping {
  has(key: ResourceKey): boolean;
  /** To be called for each that is held back. */
  note(key: ResourceKey, kind: "flapping-start" | "flapping-stop"): void;
  /** What is to be told now: null if it flaps as it did when the first one was held back. It is held back no more. */
  take(key: ResourceKey, isFlapping: boolean): "flapping-start" | "flapping-stop" | null;
  forget(key: ResourceKey): void;
}

export const isOfFlapping = (kind: NotificationKind): kind is "flapping-start" | "flapping-stop" =>
  kind === "flapping-start" || kind === "flapping-stop";

export function createHeldBackFlapping(): HeldBackFlapping {
  const wasFlapping = new Map<ResourceKey, boolean>();
  return {
    has: (key) => wasFlapping.has(key),
    note(key, kind) {
      if (!wasFlapping.has(key)) wasFlapping.set(key, kind === "flapping-stop");
    },
    take(key, isFlapping) {
      const was = wasFlapping.get(key);
      wasFlapping.delete(key);
      if (was === undefined || was === isFlapping) return null;
      return isFlapping ? "flapping-start" : "flapping-stop";
    },
    forget: (key) => void wasFlapping.delete(key),
  };
}
