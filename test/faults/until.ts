import { setTimeout as wait } from "node:timers/promises";
import type { Health } from "../cluster/member.ts";

const RECOVERY_MS = 90_000;

export const isLeading = (health: Health | null | undefined): boolean =>
  health?.http === 200 && health.cluster?.role === "leader";
/** It knows who leads, and reaches the database, whatever it answers meanwhile. */
export const isReady = (health: Health | null | undefined): boolean =>
  health?.cluster !== undefined &&
  health.cluster?.role !== "leader" &&
  health.cluster?.leader !== null &&
  health.problems.every(({ part }) => part !== "store");

/** Asks until it is so; rejects after a minute and a half. */
export async function until(what: string, isSo: () => Promise<boolean>, details = (): string => ""): Promise<void> {
  const end = performance.now() + RECOVERY_MS;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > end) throw new Error(`not within ${RECOVERY_MS / 1_000} s: ${what}\n${details()}`);
    await wait(50);
  }
}

/** Does it again and again; the result ends that. */
export function repeat(eachMs: number, once: () => Promise<unknown>): () => Promise<void> {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await once();
      await wait(eachMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
