import { createStore } from "./store.ts";

/** Milliseconds that the server is ahead of this machine. */
let aheadMs = 0;
let stoppedAt: number | null = null;

/** Time of the server now, in milliseconds; stands still while what is shown is not present. */
export const serverNow = (): number => stoppedAt ?? Date.now() + aheadMs;

/** The same, told once a second for as long as somebody listens. */
export const ticks = createTicks();

/** Sets the clock by a time that the server told just now. */
export function setServerTime(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
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
