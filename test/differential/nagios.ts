import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { commandLine, outputOf } from "./command-line.ts";
import { createSteppedClock, type SteppedClock } from "./clock-steps.ts";
import { followLog } from "./nagios-log.ts";
import { mainFile } from "./nagios-main-file.ts";
import { parseRetention, type Retained } from "./nagios-retention.ts";
import { GIVE_UP_MS, startNagiosProcess, type NagiosProcess } from "./nagios-process.ts";
import { checkOf, type PlayedNagiosAnswers } from "./nagios-worker.ts";
import { downtimeTag, observationKey, type Engine, type Round, type NotificationCounts } from "./observation.ts";
import type { Sequence, Step } from "./sequence.ts";
import { CHECK_COMMAND, nameOf, objectFile, SPARE_HOST } from "./site.ts";

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
  // For the checks that are due before our worker is registered.
  writeFileSync(join(folder, CHECK_COMMAND), "#!/bin/sh\necho fine\n", { mode: 0o755 });
  const clock = createSteppedClock(folder);
  const answers: PlayedNagiosAnswers = new Map();
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return engineOf(folder, await startNagiosProcess(folder, clock, answers), clock, answers, sequences, removeFolder);
  } catch (error) {
    removeFolder();
    throw error;
  }
}

function engineOf(
  folder: string,
  nagios: NagiosProcess,
  clock: SteppedClock,
  answers: PlayedNagiosAnswers,
  sequences: readonly Sequence[],
  removeFolder: () => void,
): Engine {
  const log = followLog(join(folder, "nagios.log"));
  const latestResults = new Map<string, { readonly output: string; readonly command: string }>();
  const scheduled = sequences.map(() => 0);
  let retained: Retained = { observations: new Map(), outputs: new Map(), nextChecks: new Map(), deletions: new Map() };

  const command = (plot: number, step: Step, { number, second }: Round): string[] => {
    if (step.kind === "wait") return [];
    if (step.kind === "delete-downtime") {
      const deletion = retained.deletions.get(downtimeTag(plot, step.downtime));
      return deletion === undefined ? [] : [deletion];
    }
    if (step.kind === "answer") {
      const { host, service } = nameOf(plot, step.target);
      answers.set(checkOf(host, service), { returnCode: step.returnCode, output: outputOf(number) });
    }
    const line = commandLine(plot, step, { number, second, downtime: scheduled[plot]! });
    if (step.kind === "schedule-downtime") scheduled[plot]!++;
    if (step.kind === "result") {
      const { host, service } = nameOf(plot, step.target);
      const output = outputOf(number);
      if (step.checkType === "active") answers.set(checkOf(host, service), { returnCode: step.returnCode, output });
      latestResults.set(observationKey(host, service), { output, command: line ?? "" });
    }
    return line === null ? [] : [line];
  };

  const send = async (commands: readonly string[], second: number): Promise<void> => {
    const pipe = await open(join(folder, "nagios.cmd"), "a");
    await pipe.write(commands.map((line) => `[${second}] ${line}\n`).join(""));
    await pipe.close();
  };

  const save = async (): Promise<Retained> => {
    retained = await saveState(folder, (commands) => send(commands, clock.now()));
    return retained;
  };

  /** Checks that were due and never ran, each with its time: Nagios leaves it there when it skips a check for good. */
  const skipped = new Set<string>();
  let spareChecks = 0;
  const overdueChecks = (): string[] =>
    [...retained.nextChecks]
      .filter(([, second]) => second > 0 && second <= clock.now())
      .map(([key, second]) => `${key} ${second}`)
      .filter((check) => !skipped.has(check));

  /**
   * Waits for the events of this second: until checks of the spare host, which come after them, are done, as all others
   * are, and nothing changes any more. Nagios 4.4.6 loses the order of its events when downtimes start and end; another
   * event sets it right.
   */
  const settle = async (): Promise<void> => {
    for (let [equal, before] = [0, ""]; equal < EQUAL_SAVES || overdueChecks().length > 0;) {
      if (equal > SAVES_OF_SKIPPED) for (const check of overdueChecks()) skipped.add(check);
      const output = `check ${spareChecks++}`;
      answers.set(checkOf(SPARE_HOST, null), { returnCode: 0, output });
      await send([`SCHEDULE_FORCED_HOST_CHECK;${SPARE_HOST};${clock.now()}`], clock.now());
      const { observations, outputs, deletions } = await save();
      const now = JSON.stringify([[...observations], [...deletions.keys()]]);
      equal = now === before && outputs.get(SPARE_HOST) === output ? equal + 1 : 0;
      before = now;
    }
  };

  return {
    name: "Nagios",
    async waitUntil(second) {
      clock.set(second);
      await settle();
    },
    reload: nagios.reload,
    restart: nagios.restart,
    async doSteps(round) {
      latestResults.clear();
      clock.set(round.second);
      await settle();
      const commands = round.steps.flatMap((step, plot) => (step === undefined ? [] : command(plot, step, round)));
      if (commands.length > 0) await send(commands, round.second);
      // Also checks that may be prevented, and those that a result demands.
      if (commands.length > 0) await settle();
    },
    async observe() {
      for (let attempt = 1; attempt < 1000; attempt++) {
        await save();
        const missing = [...latestResults].filter(([key, { output }]) => retained.outputs.get(key) !== output);
        if (missing.length === 0) return withNotified(retained.observations, log.read());
        await delay(5);
        // Nagios 4.4.6 loses some timed events when downtimes start and end; such a check is requested again.
        if (attempt % 10 === 0) await send(missing.map(([, { command }]) => command).filter(isActive), clock.now());
      }
      throw new Error("Nagios has not taken all results");
    },
    async stop() {
      await nagios.stop();
      removeFolder();
    },
  };
}

const withNotified = (observations: Retained["observations"], counts: NotificationCounts): Retained["observations"] =>
  new Map([...observations].map(([key, observation]) => [key, { ...observation, ...counts.of(key) }]));

const EQUAL_SAVES = 2;
const SAVES_OF_SKIPPED = 10;

const isActive = (command: string): boolean => command.startsWith("SCHEDULE_FORCED");

/** Nagios writes a temporary file and renames it, so an existing file is complete. */
async function saveState(folder: string, send: (commands: readonly string[]) => Promise<void>): Promise<Retained> {
  const file = join(folder, "retention.dat");
  rmSync(file, { force: true });
  await send(["SAVE_STATE_INFORMATION"]);
  for (const giveUpAt = Date.now() + GIVE_UP_MS; Date.now() < giveUpAt; await delay(2)) {
    if (existsSync(file) && statSync(file).size > 0) return parseRetention(readFileSync(file, "latin1"));
  }
  throw new Error("Nagios did not save its state within a minute");
}
