import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/**
 * Result of polling: slowest answer in milliseconds, number of requests, and number of requests not answered with 200.
 */
export interface Poll {
  readonly slowest: number;
  readonly asked: number;
  readonly refused: number;
}

const POLL_INTERVAL_MS = 5;

/** Requests a page of services every 5 ms while the work runs. */
export async function pollDuring<Answer>(
  url: string,
  token: string,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly poll: Poll }> {
  let isOver = false;
  const poll = (async () => {
    let slowest = 0;
    let asked = 0;
    let refused = 0;
    while (!isOver) {
      const startedAt = performance.now();
      const response = await fetch(`${url}/centreon/api/latest/monitoring/services?limit=10`, {
        headers: { "X-AUTH-TOKEN": token },
      });
      await response.arrayBuffer();
      slowest = Math.max(slowest, performance.now() - startedAt);
      asked++;
      if (response.status !== 200) refused++;
      await setTimeout(POLL_INTERVAL_MS);
    }
    return { slowest, asked, refused };
  })();
  const answer = await work().finally(() => {
    isOver = true;
  });
  return { answer, poll: await poll };
}

/** Resident memory of a process, now and at its peak, in MB. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1024;
  return { now: mb("VmRSS"), peak: mb("VmHWM") };
}
