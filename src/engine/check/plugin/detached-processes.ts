import { readFileSync } from "node:fs";
import type { Log } from "../../../lib/log.ts";
import { descendants } from "./process-tree.ts";

/** Process that left the session of its helper, by pid and start, as pids are reused. */
interface Detached {
  readonly pid: number;
  /** Clock ticks since the boot. */
  readonly start: string;
  readonly name: string;
}

export interface DetachedOptions {
  /** Time from SIGTERM to SIGKILL. */
  readonly graceSeconds: number;
  readonly log: Log;
}

// A child of a plugin that ended with its parent may still be ending.
const SETTLING_MS = 200;

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
    const found = adopted.flatMap((pid) => detached(pid, session) ?? []).filter((one) => !this.#seen.has(keyOf(one)));
    if (found.length === 0) return;
    for (const one of found) this.#seen.add(keyOf(one));
    later(SETTLING_MS, () => {
      const all = found
        .filter(isRunning)
        .flatMap(({ pid }) => [pid, ...descendants(pid)])
        .flatMap((pid) => detached(pid, null) ?? []);
      for (const one of all) if (!signal(one, "SIGTERM")) this.#name(one, plugin);
      later(this.#options.graceSeconds * 1000, () => {
        for (const one of all.filter(isRunning)) signal(one, "SIGKILL");
      });
    });
    later(60_000, () => {
      for (const one of found) if (!isRunning(one)) this.#seen.delete(keyOf(one));
    });
  }

  #name({ pid, name }: Detached, plugin: string): void {
    this.#options.log.warn(
      { pid, name, plugin },
      "a process that a plugin detached cannot be ended and goes on running",
    );
  }
}

const keyOf = ({ pid, start }: Detached): string => `${pid} ${start}`;

const isRunning = ({ pid, start }: Detached): boolean => detached(pid, null)?.start === start;

/** Null for a process of this session, or one that has ended. */
function detached(pid: number, session: number | null): Detached | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const end = stat.lastIndexOf(")");
    // After the name, in parentheses: state, parent, group, session, …; the start is the 20th field.
    const fields = stat.slice(end + 2).split(" ");
    if (fields[0] === "Z" || Number(fields[3]) === session) return null;
    return { pid, start: fields[19]!, name: stat.slice(stat.indexOf("(") + 1, end) };
  } catch {
    return null;
  }
}

/** Returns false if it may not be signalled. */
function signal({ pid }: Detached, name: NodeJS.Signals): boolean {
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
