import type { StatsFs } from "node:fs";
import { stat, statfs } from "node:fs/promises";

// A hung network mount blocks its call, and one of Node's few file threads, until the server is back. A second check of
// it waits for the first call instead of occupying another thread.
const running = new Map<string, Promise<unknown>>();

/** Calls statfs(2). Rejects with its error; may never settle on a dead network mount. */
export function readStatfs(folder: string): Promise<StatsFs> {
  return shareRunningCall(`statfs ${folder}`, () => statfs(folder));
}

/** Rejects with the error of stat(2) if the path does not exist or must not be read. */
export async function mustBeAccessible(path: string): Promise<void> {
  await shareRunningCall(`stat ${path}`, () => stat(path));
}

function shareRunningCall<Answer>(key: string, call: () => Promise<Answer>): Promise<Answer> {
  const shared = running.get(key);
  // The key identifies the call, so the result has its type.
  if (shared !== undefined) return shared as Promise<Answer>;
  const started = call().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
