import type { HubPort } from "./live-client.ts";
import type { FromTab, ToTab } from "./tab-messages.ts";
import type { Timers } from "./timers.ts";

/** The port of a worker, whose script may not have been loaded. */
export interface WorkerPort extends HubPort {
  readonly onFailure: (listener: () => void) => void;
}

/** A worker greets a tab as soon as it runs, and answers each ping. */
const ANSWER_MS = 10_000;

/**
 * The port of a worker. One that says nothing any more, because the browser ended it, is opened again; one whose script
 * fails to load, or never says anything, is replaced by a hub of the page itself. What was wished before is wished from
 * the next one, and what may have been missed is read again.
 */
export function fallingBack(openWorker: () => WorkerPort, openOwn: () => HubPort, timers: Timers): HubPort {
  const listeners: ((message: ToTab) => void)[] = [];
  /** Newest message of each type, for a hub that begins later. */
  const said = new Map<FromTab["type"], FromTab>();
  let used: HubPort;
  let isWorker = true;
  let hasGreeted = false;
  /** An earlier one has told something: after the first greeting of this one there is a gap. */
  let isToCatchUp = false;
  let cancelWait: (() => void) | undefined;

  const noLongerWaited = (): void => {
    cancelWait?.();
    cancelWait = undefined;
  };
  const waitForAnswer = (): void => {
    cancelWait ??= timers.after(ANSWER_MS, () => {
      cancelWait = undefined;
      replace();
    });
  };
  const take = (from: HubPort, message: ToTab): void => {
    if (used !== from) return;
    hasGreeted = true;
    noLongerWaited();
    for (const listener of listeners) listener(message);
    if (!isToCatchUp || !isHello(message)) return;
    isToCatchUp = false;
    for (const listener of listeners)
      listener({ type: "events", events: [{ type: "gap", gap: { reason: "tab-slept" } }] });
  };
  const takeUp = (port: HubPort): void => {
    used = port;
    hasGreeted = false;
    port.onMessage((message) => take(port, message));
  };
  const takeWorker = (): void => {
    const worker = openWorker();
    takeUp(worker);
    waitForAnswer();
    worker.onFailure(() => {
      if (used === worker && !hasGreeted) replace();
    });
  };
  const replace = (): void => {
    noLongerWaited();
    // Should it come to life after all, it has no tab here.
    used.post({ type: "leave" });
    isToCatchUp ||= hasGreeted;
    isWorker = hasGreeted;
    if (isWorker) takeWorker();
    else takeUp(openOwn());
    for (const message of said.values()) used.post(message);
  };

  takeWorker();
  return {
    post(message) {
      said.set(message.type, message);
      used.post(message);
      if (message.type === "leave") noLongerWaited();
      else if (message.type === "ping" && isWorker) waitForAnswer();
    },
    onMessage: (listener) => listeners.push(listener),
  };
}

const isHello = (message: ToTab): boolean =>
  message.type === "hello" || (message.type === "events" && message.events.some(({ type }) => type === "hello"));
