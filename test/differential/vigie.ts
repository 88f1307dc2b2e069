import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseExternalCommand } from "../../src/interfaces/external-commands/external-command.ts";
import { commandFileActor } from "../../src/operations/audit/actor.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { Refusal } from "../../src/model/refusal.ts";
import type { Store } from "../../src/data/store/store.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { CHECK_SETTINGS } from "./nagios-main-file.ts";
import { startVigieServer, type VigieServer } from "./vigie-server.ts";
import type { PlayedAnswers } from "./vigie-checks.ts";
import { START } from "./clock-steps.ts";
import { commandLine, outputOf } from "./command-line.ts";
import {
  createNotificationCounts,
  downtimeTag,
  observationKey,
  type Engine,
  type Observation,
  type Round,
} from "./observation.ts";
import type { Sequence, Step } from "./sequence.ts";
import { nameOf, objectFile, targetsOf } from "./site.ts";

/** Delay between rounds of the same second, so that no result is older than the one before. */
const ROUND_SECONDS = 0.01;

/** Runs results and commands as the server does, with a real store and a clock that follows the rounds. */
export async function startVigie(sequences: readonly Sequence[]): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-differential-"));
  const config = mkdtempSync(join(tmpdir(), "vigie-differential-config-"));
  writeFileSync(join(config, "objects.cfg"), objectFile(sequences));
  writeFileSync(join(config, "vigie.cfg"), MAIN_FILE);
  const clock = createFakeClock(START);
  const downtimeIds = new Map<string, number>();
  const names = namesByKey(sequences);
  const notificationCounts = createNotificationCounts();
  const answers: PlayedAnswers = new Map();
  const start = (): Promise<VigieServer> =>
    startVigieServer({
      config,
      data: folder,
      clock,
      answers,
      watch: (store) =>
        recordingStore(store, downtimeIds, (key, kind, contact) =>
          notificationCounts.add(names.get(key) ?? "", kind, contact),
        ),
    });
  let server = await start();

  const scheduled = sequences.map(() => 0);
  const doStep = async (plot: number, step: Step, { number, second }: Round): Promise<void> => {
    if (step.kind === "wait") return;
    if (step.kind === "delete-downtime") {
      const id = downtimeIds.get(downtimeTag(plot, step.downtime));
      return id === undefined ? undefined : ignoreRefusal(server.downtimes.cancel(id, "operator"));
    }
    if (step.kind === "answer" || (step.kind === "result" && step.checkType === "active"))
      answers.set(nameOf(plot, step.target).key, { returnCode: step.returnCode, output: outputOf(number) });
    const line = commandLine(plot, step, { number, second, downtime: scheduled[plot]! });
    if (step.kind === "schedule-downtime") scheduled[plot]!++;
    if (line !== null) await ignoreRefusal(runCommandLine(`[${second}] ${line}`));
  };

  const waitUntil = async (second: number): Promise<void> => {
    if (second > clock.now() + 1) await clock.jumpTo(second);
    else if (second > clock.now()) await clock.advanceTo(second);
    await server.checks.idle();
  };

  const runCommandLine = async (line: string): Promise<void> => {
    const command = parseExternalCommand(line);
    if ("error" in command) throw new Error(`${line}: ${command.reason}`);
    await server.commands.run(command, commandFileActor);
  };

  return {
    name: "Vigie",
    waitUntil,
    async doSteps(round) {
      await waitUntil(round.second);
      await clock.advanceBy(ROUND_SECONDS);
      await Promise.all(round.steps.map((step, plot) => (step === undefined ? undefined : doStep(plot, step, round))));
      await server.checks.idle();
    },
    reload: () => server.reload(),
    async restart() {
      await server.stop();
      server = await start();
    },
    async observe() {
      const observations = new Map<string, Observation>();
      sequences.forEach((sequence, plot) => {
        for (const target of targetsOf(sequence)) {
          const { host, service, key } = nameOf(plot, target);
          observations.set(observationKey(host, service), observationOf(key));
        }
      });
      return observations;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      rmSync(config, { recursive: true, force: true });
    },
  };

  function observationOf(key: ResourceKey): Observation {
    const state = server.ledger.state(key);
    if (state === null) throw new Error(`no resource ${key}`);
    return {
      // Nagios has no PENDING: a resource that was never checked is UP or OK.
      state: state.check.state === 4 ? 0 : state.check.state,
      stateType: state.check.stateType,
      attempt: state.check.checkAttempt,
      lastHardState: state.check.lastHardState,
      acknowledgement: state.handling.acknowledgement,
      downtimeDepth: state.handling.scheduledDowntimeDepth,
      isFlapping: state.check.isFlapping,
      stateChange: state.check.percentStateChange.toFixed(2),
      ...notificationCounts.of(names.get(key) ?? ""),
    };
  }
}

const MAIN_FILE = `
use_timezone=UTC
cfg_file=objects.cfg
${CHECK_SETTINGS}`;

function namesByKey(sequences: readonly Sequence[]): ReadonlyMap<ResourceKey, string> {
  return new Map(
    sequences.flatMap((sequence, plot) =>
      targetsOf(sequence).map((target) => {
        const { key, host, service } = nameOf(plot, target);
        return [key, observationKey(host, service)] as const;
      }),
    ),
  );
}

/** Wraps the store: records the ids of downtimes by comment, and the notifications. */
const recordingStore = (
  store: Store,
  downtimeIds: Map<string, number>,
  onNotified: (key: ResourceKey, kind: string, contact: string) => void,
): Store => ({
  ...store,
  commit(changes) {
    for (const change of changes) {
      if (change.kind === "downtime") downtimeIds.set(change.record.comment ?? "", change.record.id);
      if (change.kind === "outbox") onNotified(change.message.key, change.message.kind, change.message.contact);
    }
    return store.commit(changes);
  },
});

/** Nagios ignores commands for something that has ended; Vigie refuses them. */
async function ignoreRefusal(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
