import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { NAGIOS } from "../support/installed-nagios.ts";
import type { SteppedClock } from "./clock-steps.ts";
import { registerWorker, type NagiosWorker, type PlayedNagiosAnswers } from "./nagios-worker.ts";
import { CHECK_COMMAND } from "./site.ts";
import { endProcess } from "../support/end-process.ts";

/** A machine this slow is not busy but stuck. */
export const GIVE_UP_MS = 60_000;

const READY_FILES = ["nagios.cmd", "status.dat", "nagios.qh"];

/** A real Nagios 4 in a folder with its configuration, together with our check worker. */
export interface NagiosProcess {
  reload(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNagiosProcess(
  folder: string,
  clock: SteppedClock,
  answers: PlayedNagiosAnswers,
): Promise<NagiosProcess> {
  let nagios: ChildProcess;
  let worker: NagiosWorker;
  let output = "";

  const spawned = (): ChildProcess => {
    // In its own process group: Nagios kills its whole group when it stops.
    const started = spawn(NAGIOS ?? "nagios4", [join(folder, "nagios.cfg")], {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      cwd: folder,
      env: { ...process.env, ...clock.environment, PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    });
    const note = (chunk: Buffer): void => {
      output += chunk;
    };
    started.stdout.on("data", note);
    started.stderr.on("data", note);
    started.once("exit", (code, signal) => {
      if (signal !== null && signal !== "SIGTERM") console.error(`Nagios ended by ${signal} (${code})`);
    });
    return started;
  };

  /** Nagios makes these files when it is ready; over a reload the command file stays. */
  const forgetStart = (names: readonly string[]): void => {
    for (const name of names) rmSync(join(folder, name), { force: true });
  };

  const whenReady = async (): Promise<void> => {
    for (const giveUpAt = Date.now() + GIVE_UP_MS; Date.now() < giveUpAt; await delay(20)) {
      if (nagios.exitCode !== null) break;
      if (READY_FILES.every((name) => existsSync(join(folder, name)))) {
        worker = await registerWorker(join(folder, "nagios.qh"), CHECK_COMMAND, answers, clock.now);
        return;
      }
    }
    throw new Error(`Nagios did not start: ${output.slice(-2000)}`);
  };

  nagios = spawned();
  try {
    await whenReady();
  } catch (error) {
    await endProcess(nagios, GIVE_UP_MS);
    throw error;
  }
  return {
    async reload() {
      worker.close();
      forgetStart(["status.dat", "nagios.qh"]);
      nagios.kill("SIGHUP");
      await whenReady();
    },
    async restart() {
      worker.close();
      await endProcess(nagios, GIVE_UP_MS);
      forgetStart(READY_FILES);
      nagios = spawned();
      await whenReady();
    },
    async stop() {
      worker.close();
      await endProcess(nagios, GIVE_UP_MS);
    },
  };
}
