import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAcknowledgements } from "../../src/operations/acknowledgement/acknowledgements.ts";
import { createAdaptive } from "../../src/operations/adaptive/create-adaptive.ts";
import { createCurrentInventory } from "../../src/operations/adaptive/current-inventory.ts";
import type { CheckRunner } from "../../src/engine/check/run-check.ts";
import { parseExternalCommand } from "../../src/interfaces/external-commands/external-command.ts";
import { createOperatorCommands } from "../../src/operations/operator-commands.ts";
import { createExternalCommands } from "../../src/interfaces/external-commands/run-external-command.ts";
import { createComments } from "../../src/operations/comment/comments.ts";
import { readConfiguration } from "../../src/app/configuration/configuration.ts";
import { createNotificationEngine } from "../../src/alerting/rules/create-notification-engine.ts";
import { createDowntimes } from "../../src/operations/downtime/downtimes.ts";
import { createIntake } from "../../src/intake/accept-result.ts";
import { createLedger } from "../../src/data/ledger/ledger.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { silentLog } from "../../src/lib/log.ts";
import { Refusal } from "../../src/lib/refusal.ts";
import { createRealtime } from "../../src/data/realtime/create-realtime.ts";
import { createScheduler } from "../../src/engine/schedule/scheduler.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { commandLine, outputOf } from "./command-line.ts";
import {
  createNotifications,
  downtimeTag,
  observationKey,
  type Engine,
  type Observation,
  type Round,
} from "./observation.ts";
import type { Sequence, Step } from "./sequence.ts";
import { nameOf, objectFile, targetsOf } from "./site.ts";

/** Rounds of the same second follow each other by this much, so that no result is older than the one before. */
const ROUND_SECONDS = 0.01;

/** The path of results and commands as the server wires it, over a real store, with a clock that follows the rounds. */
export async function startVigie(sequences: readonly Sequence[], startAt: number): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-differential-"));
  const config = mkdtempSync(join(tmpdir(), "vigie-differential-config-"));
  writeFileSync(join(config, "objects.cfg"), objectFile(sequences));
  writeFileSync(join(config, "vigie.cfg"), MAIN_FILE);
  const { accepted, summary, newIds } = readConfiguration(config, []);
  if (accepted === null) throw new Error(summary);
  const current = createCurrentInventory(accepted.inventory);
  const { inventory } = current;
  const clock = createFakeClock(startAt);
  const downtimeIds = new Map<string, number>();
  const names = namesByKey(sequences);
  const notified = createNotifications();
  const store = noting(
    await openStore({ folder, log: silentLog, exclusive: true }),
    downtimeIds,
    (key, kind, contact) => notified.add(names.get(key) ?? "", kind, contact),
  );
  await store.commit(newIds.map((entry) => ({ kind: "object-id", entry })));
  const realtime = createRealtime({ accountByAlias: () => undefined });
  const ledger = createLedger({ store, realtime, onCommitted: () => {}, clock, onRefused: () => {} });
  const snapshot = await store.readSnapshot();
  realtime.load(inventory, snapshot, await store.readObjectIds());
  ledger.load(inventory, snapshot);
  const notificationEngine = createNotificationEngine({
    clock,
    engine: "nagios",
    stateOf: (key) => ledger.state(key),
    isDowntimeAwaited: (key, at) => downtimes.isAwaited(key, at),
  });
  const comments = createComments();
  comments.load([], 1, startAt);
  const acknowledgements = createAcknowledgements({
    ledger,
    comments,
    notificationEngine,
    clock,
    log: silentLog,
    latest: (key) => realtime.latestAcknowledgement(key),
  });
  acknowledgements.load(1);
  const downtimes = createDowntimes({ ledger, notificationEngine, clock, log: silentLog, engine: "nagios" });
  downtimes.load([], 1);
  downtimes.start();
  const intake = createIntake({
    ledger,
    comments,
    downtimes,
    notificationEngine,
    clock,
    engine: "nagios",
    rescheduleAfter: () => null,
  });
  intake.load(inventory);
  notificationEngine.load(inventory);
  const adaptive = createAdaptive({ ledger, clock, log: silentLog, onResources: () => {}, onProgram: () => {} });
  adaptive.load(current);
  const commands = createExternalCommands({
    operators: createOperatorCommands({ acknowledgements, downtimes }),
    downtimes,
    comments,
    intake,
    ledger,
    notificationEngine,
    adaptive,
    clock,
    scheduler: createScheduler({ clock, runner: NO_RUNNER, maxConcurrentChecks: 1, onResult: () => {} }),
    control: { reload: () => {}, shutDown: () => {} },
  });
  commands.load(inventory);

  const scheduled = sequences.map(() => 0);
  const doStep = async (plot: number, step: Step, { number, second }: Round): Promise<void> => {
    if (step.kind === "wait") return;
    if (step.kind === "delete-downtime") {
      const id = downtimeIds.get(downtimeTag(plot, step.downtime));
      return id === undefined ? undefined : unlessRefused(downtimes.cancel(id, "operator"));
    }
    const line = commandLine(plot, step, { number, second, downtime: scheduled[plot]! });
    if (step.kind === "schedule-downtime") scheduled[plot]!++;
    if (step.kind !== "result" || step.checkType === "passive") return unlessRefused(runQueue(`[${second}] ${line}`));
    const now = clock.now();
    const outcome = await intake.accept({
      key: nameOf(plot, step.target).key,
      checkType: "active",
      returnCode: step.returnCode,
      output: { text: outputOf(number), longText: "", perfdata: "" },
      dueAt: now,
      startedAt: now,
      finishedAt: now,
      commandLine: null,
    });
    if (outcome !== "accepted") throw new Error(`the result of step ${number} is ${outcome}`);
  };

  const runQueue = async (line: string): Promise<void> => {
    const command = parseExternalCommand(line);
    if ("error" in command) throw new Error(`${line}: ${command.reason}`);
    await commands.run(command);
  };

  return {
    name: "Vigie",
    async doSteps(round) {
      await clock.advanceTo(Math.max(round.second, clock.now()) + ROUND_SECONDS);
      await Promise.all(round.steps.map((step, plot) => (step === undefined ? undefined : doStep(plot, step, round))));
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
      downtimes.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
      rmSync(config, { recursive: true, force: true });
    },
  };

  function observationOf(key: ResourceKey): Observation {
    const state = ledger.state(key);
    if (state === null) throw new Error(`no resource ${key}`);
    return {
      // Nagios keeps no PENDING: what was never checked is UP or OK.
      state: state.state === 4 ? 0 : state.state,
      stateType: state.stateType ?? 1,
      attempt: state.checkAttempt ?? 1,
      lastHardState: state.lastHardState ?? 0,
      acknowledgement: state.acknowledgement ?? "none",
      downtimeDepth: state.scheduledDowntimeDepth ?? 0,
      isFlapping: state.isFlapping,
      stateChange: state.percentStateChange.toFixed(2),
      ...notified.of(names.get(key) ?? ""),
    };
  }
}

const MAIN_FILE = `
cfg_file=objects.cfg
interval_length=1
enable_flap_detection=1
enable_notifications=1
`;

const NO_RUNNER: CheckRunner = {
  start: async () => {},
  stop: async () => {},
  run: async () => {
    throw new Error("checks are played");
  },
};

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

/** The same store; the ids that downtimes get are noted by their comment, and who is told is noted. */
const noting = (
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

/** Nagios ignores what is over; here it is refused. */
async function unlessRefused(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
