import { createStore } from "./store.ts";

/** Milliseconds that the server is ahead of this machine. */
let aheadMs = 0;
let stoppedAt: number | null = null;

/** Time of the server now, in milliseconds; stands still while what is shown is not present. */
export const serverNow = (): number => stoppedAt ?? Date.now() + aheadMs;

/** Time of the server at a time of this machine, in milliseconds. */
export const serverTimeAt = (machineMs: number): number => machineMs + aheadMs;

/** The same, told once a second for as long as somebody listens. */
export const ticks = createTicks();

/** Of the seconds that the server tells, and of their way here. */
const INEXACT_MS = 2_000;

/** Sets the clock by a time that the server told just now, unless it is right: the clock of this machine may be set. */
export function setServerTime(now: string): void {
  const ahead = Date.parse(now) - Date.now();
  if (Math.abs(ahead - aheadMs) < INEXACT_MS) return;
  aheadMs = ahead;
  ticks.tick();
}

export function stopClock(): void {
  stoppedAt ??= serverNow();
}

export function resumeClock(): void {
  stoppedAt = null;
  ticks.tick();
}

function createTicks(): { get(): number; subscribe(listener: () => void): () => void; tick(): void } {
  const second = createStore(seconds());
  let listeners = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => second.set(seconds());
  return {
    get: second.get,
    tick,
    subscribe(listener) {
      const end = second.subscribe(listener);
      if (listeners++ === 0) timer = setInterval(tick, 1_000);
      return () => {
        end();
        if (--listeners === 0) clearInterval(timer);
      };
    },
  };
}

function seconds(): number {
  return Math.floor(serverNow() / 1_000) * 1_000;
}
