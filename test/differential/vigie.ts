import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createSharedLock } from "../../src/lib/shared-lock.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptive } from "../../src/operations/adaptive/create-adaptive.ts";
import { createCurrentInventory } from "../../src/operations/adaptive/current-inventory.ts";
import { parseExternalCommand } from "../../src/interfaces/external-commands/external-command.ts";
import { createOperations } from "../../src/intake/create-operations.ts";
import { commandFileActor } from "../../src/operations/audit/actor.ts";
import { createExternalCommands } from "../../src/interfaces/external-commands/run-external-command.ts";
import { readConfiguration } from "../../src/app/configuration/configuration.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { silentLog } from "../../src/lib/log.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { openCore } from "../support/open-core.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { CHECK_SETTINGS } from "./nagios-main-file.ts";
import { createPlayedChecks } from "./vigie-checks.ts";
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
  const { accepted, summary, newIds } = readConfiguration(config, []);
  if (accepted === null) throw new Error(summary);
  const current = createCurrentInventory(accepted.inventory);
  const { inventory } = current;
  const clock = createFakeClock(START);
  const downtimeIds = new Map<string, number>();
  const names = namesByKey(sequences);
  const notificationCounts = createNotificationCounts();
  const store = recordingStore(
    await openStore({ folder, log: silentLog, exclusive: true }),
    downtimeIds,
    (key, kind, contact) => notificationCounts.add(names.get(key) ?? "", kind, contact),
  );
  await store.commit(newIds.map((entry) => ({ kind: "object-id", entry })));
  const core = await openCore({
    store,
    inventory,
    clock,
    engine: "nagios",
    scheduler: {
      rescheduleAfter: (resource, wanted) => checks.scheduler.rescheduleAfter(resource, wanted),
      runOnDemand: (key) => checks.scheduler.runOnDemand(key),
    },
    onStep: (...step) => checks.onDemand.afterResult(...step),
  });
  const { ledger, downtimes, intake } = core;
  const checks = createPlayedChecks({ ledger, inventory: () => current.inventory, clock });
  core.begin();
  checks.start(intake, (await store.readSnapshot()).states);
  const adaptive = createAdaptive({
    ledger,
    lock: createSharedLock(),
    clock,
    log: silentLog,
    onResources: () => {},
    onProgram: () => {},
  });
  await adaptive.load(current);
  const commands = createExternalCommands({
    ...core,
    operations: createOperations({
      ...core,
      adaptive,
      scheduler: checks.scheduler,
      inventory: () => inventory,
      clock,
    }),
    inventory: () => inventory,
    clock,
    control: { reload: () => {}, shutDown: () => {} },
  });

  const scheduled = sequences.map(() => 0);
  const doStep = async (plot: number, step: Step, { number, second }: Round): Promise<void> => {
    if (step.kind === "wait") return;
    if (step.kind === "delete-downtime") {
      const id = downtimeIds.get(downtimeTag(plot, step.downtime));
      return id === undefined ? undefined : ignoreRefusal(downtimes.cancel(id, "operator"));
    }
    if (step.kind === "answer" || (step.kind === "result" && step.checkType === "active"))
      checks.setAnswer(nameOf(plot, step.target).key, step.returnCode, outputOf(number));
    const line = commandLine(plot, step, { number, second, downtime: scheduled[plot]! });
    if (step.kind === "schedule-downtime") scheduled[plot]!++;
    if (line !== null) await ignoreRefusal(runCommandLine(`[${second}] ${line}`));
  };

  const waitUntil = async (second: number): Promise<void> => {
    if (second > clock.now() + 1) await clock.jumpTo(second);
    else if (second > clock.now()) await clock.advanceTo(second);
    await checks.idle();
  };

  const runCommandLine = async (line: string): Promise<void> => {
    const command = parseExternalCommand(line);
    if ("error" in command) throw new Error(`${line}: ${command.reason}`);
    await commands.run(command, commandFileActor);
  };

  return {
    name: "Vigie",
    waitUntil,
    async doSteps(round) {
      await waitUntil(round.second);
      await clock.advanceBy(ROUND_SECONDS);
      await Promise.all(round.steps.map((step, plot) => (step === undefined ? undefined : doStep(plot, step, round))));
      await checks.idle();
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
      await checks.stop();
      await core.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
      rmSync(config, { recursive: true, force: true });
    },
  };

  function observationOf(key: ResourceKey): Observation {
    const state = ledger.state(key);
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
