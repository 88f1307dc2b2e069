import type { Log } from "../../../lib/log.ts";
import { descendants, processFacts, type ProcessFacts } from "./process-tree.ts";

export interface DetachedOptions {
  /** Time from SIGTERM to SIGKILL. */
  readonly graceSeconds: number;
  readonly log: Log;
}

// A child of a plugin that ended with its parent may still be ending.
const SETTLING_MS = 200;
/** After this time an ended process is forgotten. */
const FORGETTING_MS = 60_000;

/**
 * Ends the processes that a plugin left in sessions of their own (`setsid`, daemons). A helper adopts them when their
 * parents end. One that cannot be ended, as it runs as another user, is named in the log.
 */
export class DetachedProcesses {
  readonly #options: DetachedOptions;
  /** Processes seen before, so that each is ended, and named, once. */
  readonly #seen = new Set<string>();

  constructor(options: DetachedOptions) {
    this.#options = options;
  }

  /** `adopted`: children of the helper after a run of `plugin`; `session`: the helper's. */
  end(adopted: readonly number[], session: number, plugin: string): void {
    const found = this.#unseen(
      adopted.flatMap((pid) => processFacts(pid) ?? []).filter((process) => process.session !== session),
    );
    if (found.length === 0) return;
    later(SETTLING_MS, () => {
      const all = found
        .filter(isRunning)
        .flatMap(({ pid }) => [pid, ...descendants(pid)])
        .flatMap((pid) => processFacts(pid) ?? []);
      for (const process of all) if (!signal(process, "SIGTERM")) this.#name(process, { plugin });
      later(this.#options.graceSeconds * 1000, () => {
        for (const process of all.filter(isRunning)) signal(process, "SIGKILL");
      });
    });
  }

  /** Names processes that nothing here can end. */
  name(left: readonly ProcessFacts[]): void {
    for (const process of this.#unseen(left)) this.#name(process, {});
  }

  #unseen(processes: readonly ProcessFacts[]): readonly ProcessFacts[] {
    const unseen = processes.filter((process) => !this.#seen.has(keyOf(process)));
    for (const process of unseen) this.#remember(process);
    return unseen;
  }

  #remember(process: ProcessFacts): void {
    this.#seen.add(keyOf(process));
    later(FORGETTING_MS, () => {
      this.#seen.delete(keyOf(process));
      if (isRunning(process)) this.#remember(process);
    });
  }

  // By its name only: its arguments may hold secrets.
  #name({ pid, name }: ProcessFacts, more: { readonly plugin?: string }): void {
    this.#options.log.warn({ pid, name, ...more }, "a process that a plugin detached goes on running after its check");
  }
}

const keyOf = ({ pid, start }: ProcessFacts): string => `${pid} ${start}`;

const isRunning = ({ pid, start }: ProcessFacts): boolean => processFacts(pid)?.start === start;

/** Returns false if it may not be signalled. */
function signal({ pid }: ProcessFacts, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "EPERM";
  }
}

const later = (milliseconds: number, task: () => void): void => {
  setTimeout(task, milliseconds).unref();
};
