import type { StatsFs } from "node:fs";
import { stat, statfs } from "node:fs/promises";

// A hung network mount keeps its call, and one of Node's few file threads, until the server is back. A second check of
// it waits for the first call instead of taking another thread.
const running = new Map<string, Promise<unknown>>();

/** Asks the kernel about a mount. Rejects as statfs(2) fails; may never settle on a dead network mount. */
export function readStatfs(folder: string): Promise<StatsFs> {
  return onceAtATime(`statfs ${folder}`, () => statfs(folder));
}

/** Rejects as stat(2) fails: the path is not there or may not be looked at. */
export async function mustBeAccessible(path: string): Promise<void> {
  await onceAtATime(`stat ${path}`, () => stat(path));
}

function onceAtATime<Answer>(key: string, call: () => Promise<Answer>): Promise<Answer> {
  const former = running.get(key);
  // The key names the call, so the answer is of its type.
  if (former !== undefined) return former as Promise<Answer>;
  const started = call().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
