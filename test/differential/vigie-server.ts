import { readConfiguration } from "../../src/app/configuration/configuration.ts";
import { createApplyConfiguration } from "../../src/app/reload/apply-configuration.ts";
import { createStorePlans } from "../../src/app/reload/store-plans.ts";
import { keepsChanges } from "../../src/app/retained-state.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { createOperations } from "../../src/intake/create-operations.ts";
import {
  createExternalCommands,
  type ExternalCommands,
} from "../../src/interfaces/external-commands/run-external-command.ts";
import { atOnce } from "../../src/lib/cooperative.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createSharedLock } from "../../src/lib/shared-lock.ts";
import { createAdaptive } from "../../src/operations/adaptive/create-adaptive.ts";
import { createCurrentInventory, type CurrentInventory } from "../../src/operations/adaptive/current-inventory.ts";
import type { FakeClock } from "../support/fake-clock.ts";
import { openCore, type OpenCore } from "../support/open-core.ts";
import { createPlayedChecks, type PlayedAnswers, type PlayedChecks } from "./vigie-checks.ts";

/** One start of Vigie's parts for states, notifications, checks and commands, on a real store. */
export interface VigieServer extends Pick<OpenCore, "ledger" | "downtimes"> {
  readonly commands: ExternalCommands;
  readonly checks: Pick<PlayedChecks, "idle">;
  /** Reads the configuration again, and puts it in effect. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export interface VigieServerOptions {
  readonly config: string;
  readonly data: string;
  readonly clock: FakeClock;
  readonly answers: PlayedAnswers;
  /** Sees what is committed. */
  readonly watch: (store: Store) => Store;
}

export async function startVigieServer({
  config,
  data,
  clock,
  answers,
  watch,
}: VigieServerOptions): Promise<VigieServer> {
  const store = watch(await openStore({ folder: data, log: silentLog, exclusive: true }));
  const { accepted, newIds } = read(config);
  await store.commit(newIds.map((entry) => ({ kind: "object-id", entry })));
  let current = accepted;
  const inventory = (): CurrentInventory["inventory"] => current.inventory;
  const lock = createSharedLock();

  const core = await openCore({
    store,
    inventory: current.inventory,
    inventoryNow: inventory,
    clock,
    engine: "nagios",
    scheduler: {
      rescheduleAfter: (resource, wanted) => checks.scheduler.rescheduleAfter(resource, wanted),
      runOnDemand: (key) => checks.scheduler.runOnDemand(key),
    },
    onStep: (...step) => checks.onDemand.afterResult(...step),
  });
  const { ledger, realtime, downtimes, intake } = core;
  const checks = createPlayedChecks({ ledger, inventory, clock, answers });
  const adaptive = createAdaptive({
    ledger,
    lock,
    clock,
    log: silentLog,
    onResources: () => {},
    onProgram: () => {},
  });
  await adaptive.start(await store.readAdaptive(), keepsChanges(current));
  await adaptive.load(current);
  core.begin();
  checks.start(intake, (await store.readSnapshot()).states);

  const operations = createOperations({ ...core, adaptive, scheduler: checks.scheduler, inventory, clock });
  const apply = createApplyConfiguration({
    adaptive,
    access: { configure: () => {} },
    ledger,
    realtime,
    checkPath: checks.path,
    core,
    clock,
    lock,
    storePlans: createStorePlans(ledger, silentLog),
    followConfiguration: operations.endFlappingWhereSwitchedOff,
    signal: new AbortController().signal,
    replace: (next) => {
      current = next.current;
    },
  });

  return {
    ledger,
    downtimes,
    checks,
    commands: createExternalCommands({
      ...core,
      operations,
      inventory,
      clock,
      control: { reload: () => {}, shutDown: () => {} },
    }),
    async reload() {
      const next = read(config).accepted;
      const none = { total: 0, added: 0, removed: 0, changed: 0 };
      await apply({
        current: next,
        accessGroups: [],
        rows: atOnce(realtime.prepare(next.inventory)),
        added: [],
        removed: [],
        toPlan: [],
        settings: readSettings({ flags: {}, env: {}, root: config }),
        channels: [],
        reports: [],
        tlsFiles: null,
        hosts: none,
        services: none,
      });
    },
    async stop() {
      await checks.stop();
      await core.stop();
      await ledger.flush();
      await store.close();
    },
  };
}

function read(config: string): {
  readonly accepted: CurrentInventory;
  readonly newIds: ReturnType<typeof readConfiguration>["newIds"];
} {
  const { accepted, summary, newIds } = readConfiguration(config, { known: [], pollerGroups: [] });
  if (accepted === null) throw new Error(summary);
  return { accepted: createCurrentInventory(accepted.inventory), newIds };
}
