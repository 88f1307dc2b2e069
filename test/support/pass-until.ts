import { setTimeout as delay } from "node:timers/promises";
import type { FakeClock } from "./fake-clock.ts";

/**
 * Lets time go on in steps of a second until it is so, where processes or threads have to do something meanwhile, which
 * takes real time. Fails after half a minute of that.
 */
export async function passUntil(clock: FakeClock, isSo: () => boolean, what: string): Promise<void> {
  const begun = performance.now();
  while (!isSo()) {
    if (performance.now() - begun > 30_000) throw new Error(`${what} has not come`);
    await clock.advanceBy(1);
    await delay(25);
  }
}
