import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/** Process of a peer's server. */
export interface Daemon {
  readonly pid: number;
  stop(): Promise<void>;
}

export function daemonOf(server: ChildProcess): Daemon {
  return {
    pid: server.pid!,
    async stop() {
      const ended = once(server, "exit");
      if (server.exitCode !== null || !server.kill("SIGTERM")) return;
      await ended;
    },
  };
}

interface StartOptions {
  readonly name: string;
  readonly pollIntervalMs: number;
  readonly timeoutMs: number;
}

/** Resolves when the server answers. Stops it and throws if that takes longer than `timeoutMs`. */
export async function untilAnswers(
  daemon: Daemon,
  answers: () => boolean | Promise<boolean>,
  { name, pollIntervalMs, timeoutMs }: StartOptions,
): Promise<void> {
  const begun = performance.now();
  while (!(await answers())) {
    if (performance.now() - begun > timeoutMs) {
      await daemon.stop();
      throw new Error(`${name} did not start`);
    }
    await delay(pollIntervalMs);
  }
}
