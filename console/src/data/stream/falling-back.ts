import type { HubPort } from "./live-client.ts";
import type { FromTab, ToTab } from "./tab-messages.ts";
import type { Timers } from "./timers.ts";

/** The port of a worker, whose script may not have been loaded. */
export interface WorkerPort extends HubPort {
  readonly onFailure: (listener: () => void) => void;
}

/** A worker greets a tab as soon as it runs. */
const GREETING_MS = 10_000;

/**
 * The port of a worker, or a hub of the page itself in its place: when the script of the worker fails to load, or says
 * nothing for ten seconds. What was wished before is wished from the other.
 */
export function fallingBack(worker: WorkerPort, openOwn: () => HubPort, timers: Timers): HubPort {
  const listeners: ((message: ToTab) => void)[] = [];
  /** Newest message of each type, for a hub that begins later. */
  const said = new Map<FromTab["type"], FromTab>();
  let used: HubPort = worker;
  let hasGreeted = false;

  const fallBack = (): void => {
    if (hasGreeted || used !== worker) return;
    cancel();
    // Should it come to life after all, it has no tab here.
    worker.post({ type: "leave" });
    used = openOwn();
    for (const listener of listeners) used.onMessage(listener);
    for (const message of said.values()) used.post(message);
  };
  const cancel = timers.after(GREETING_MS, fallBack);
  worker.onFailure(fallBack);
  worker.onMessage((message) => {
    if (used !== worker) return;
    hasGreeted = true;
    cancel();
    for (const listener of listeners) listener(message);
  });
  return {
    post(message) {
      said.set(message.type, message);
      used.post(message);
    },
    onMessage(listener) {
      listeners.push(listener);
      if (used !== worker) used.onMessage(listener);
    },
  };
}
