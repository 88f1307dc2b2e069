import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endProcess } from "../support/end-process.ts";
import { NAGIOS } from "../support/installed-nagios.ts";
import { commandLine, outputOf } from "./command-line.ts";
import { aheadBy, createSteppedClock, type SteppedClock } from "./clock-steps.ts";
import { followLog } from "./nagios-log.ts";
import { mainFile } from "./nagios-main-file.ts";
import { parseRetention, type Retained } from "./nagios-retention.ts";
import { registerWorker, type NagiosWorker } from "./nagios-worker.ts";
import { downtimeTag, observationKey, type Engine, type Round, type NotificationCounts } from "./observation.ts";
import type { Sequence, Step } from "./sequence.ts";
import { CHECK_COMMAND, nameOf, objectFile } from "./site.ts";

/**
 * Starts a real Nagios 4 with the objects of these sequences; it gets commands through its command file and results
 * from our own worker.
 */
export async function startNagios(sequences: readonly Sequence[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "nagios-"));
  chmodSync(folder, 0o777);
  mkdirSync(join(folder, "results"));
  writeFileSync(join(folder, "nagios.cfg"), mainFile(folder));
  writeFileSync(join(folder, "objects.cfg"), objectFile(sequences));
  // In its own process group: Nagios kills its whole group when it stops.
  const clock = createSteppedClock(folder);
  const nagios = spawn(NAGIOS ?? "nagios4", [join(folder, "nagios.cfg")], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    cwd: folder,
    env: { ...process.env, ...clock.environment },
  });
  const end = async (): Promise<void> => {
    await endProcess(nagios);
    rmSync(folder, { recursive: true, force: true });
  };
  nagios.once("exit", (code, signal) => {
    if (signal !== null && signal !== "SIGTERM") console.error(`Nagios ended by ${signal} (${code})`);
  });
  try {
    await waitUntilReady(folder, nagios);
    const worker = await registerWorker(join(folder, "nagios.qh"), CHECK_COMMAND, () => clock.now());
    return engineOf(folder, worker, clock, sequences, end);
  } catch (error) {
    await end();
    throw error;
  }
}

function engineOf(
  folder: string,
  worker: NagiosWorker,
  clock: SteppedClock,
  sequences: readonly Sequence[],
  end: () => Promise<void>,
): Engine {
  const log = followLog(join(folder, "nagios.log"));
  const latestResults = new Map<string, { readonly output: string; readonly command: string }>();
  const scheduled = sequences.map(() => 0);
  let retained: Retained = { observations: new Map(), outputs: new Map(), deletions: new Map() };

  const command = (plot: number, step: Step, { number, second }: Round): string[] => {
    if (step.kind === "wait") return [];
    if (step.kind === "delete-downtime") {
      const deletion = retained.deletions.get(downtimeTag(plot, step.downtime));
      return deletion === undefined ? [] : [deletion];
    }
    const line = commandLine(plot, step, { number, second, downtime: scheduled[plot]! });
    if (step.kind === "schedule-downtime") scheduled[plot]!++;
    if (step.kind === "result") {
      const { host, service } = nameOf(plot, step.target);
      const output = outputOf(number);
      if (step.checkType === "active") worker.prepareAnswer(host, service, step.returnCode, output);
      latestResults.set(observationKey(host, service), { output, command: line });
    }
    return [line];
  };

  const send = async (commands: readonly string[], second: number): Promise<void> => {
    const pipe = await open(join(folder, "nagios.cmd"), "a");
    await pipe.write(commands.map((line) => `[${second}] ${line}\n`).join(""));
    await pipe.close();
  };

  return {
    name: "Nagios",
    async doSteps(round) {
      clock.set(aheadBy(round.number));
      const commands = round.steps.flatMap((step, plot) => (step === undefined ? [] : command(plot, step, round)));
      if (commands.length > 0) await send(commands, round.second);
    },
    async observe() {
      for (let attempt = 1; attempt < 100; attempt++) {
        retained = await saveState(folder, (commands) => send(commands, Math.floor(clock.now())));
        const missing = [...latestResults].filter(([key, { output }]) => retained.outputs.get(key) !== output);
        if (missing.length === 0) return withNotified(retained.observations, log.read());
        await delay(5);
        // Nagios 4.4.6 loses some timed events when downtimes start and end; such a check is requested again.
        if (attempt % 10 === 0)
          await send(missing.map(([, { command }]) => command).filter(isActive), Math.floor(clock.now()));
      }
      throw new Error("Nagios has not taken all results");
    },
    async stop() {
      worker.close();
      await end();
    },
  };
}

const withNotified = (observations: Retained["observations"], counts: NotificationCounts): Retained["observations"] =>
  new Map([...observations].map(([key, observation]) => [key, { ...observation, ...counts.of(key) }]));

const isActive = (command: string): boolean => command.startsWith("SCHEDULE_FORCED");

/** Nagios writes a temporary file and renames it, so an existing file is complete. */
async function saveState(folder: string, send: (commands: readonly string[]) => Promise<void>): Promise<Retained> {
  const file = join(folder, "retention.dat");
  rmSync(file, { force: true });
  await send(["SAVE_STATE_INFORMATION"]);
  for (const giveUpAt = Date.now() + 5000; Date.now() < giveUpAt; await delay(2)) {
    if (existsSync(file) && statSync(file).size > 0) return parseRetention(readFileSync(file, "latin1"));
  }
  throw new Error("Nagios did not save its state within 5 s");
}

async function waitUntilReady(folder: string, process: ChildProcess): Promise<void> {
  let output = "";
  process.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  process.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  for (const giveUpAt = Date.now() + 20_000; Date.now() < giveUpAt; await delay(20)) {
    if (process.exitCode !== null) break;
    if (existsSync(join(folder, "nagios.cmd")) && existsSync(join(folder, "status.dat"))) return;
  }
  throw new Error(`Nagios did not start: ${output}`);
}
