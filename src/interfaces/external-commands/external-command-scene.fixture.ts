import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createSharedLock } from "../../lib/shared-lock.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCore } from "../../../test/support/open-core.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { createAdaptive } from "../../operations/adaptive/create-adaptive.ts";
import { createCurrentInventory } from "../../operations/adaptive/current-inventory.ts";
import type { Comments } from "../../operations/comment/comments.ts";
import type { Downtimes } from "../../operations/downtime/downtimes.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { loadInventory } from "../../config/objects/load-inventory.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { silentLog } from "../../lib/log.ts";
import { createScheduler } from "../../engine/schedule/scheduler.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import { parseExternalCommand } from "./external-command.ts";
import { createOperations } from "../../intake/create-operations.ts";
import { commandFileActor } from "../../operations/audit/actor.ts";
import type { Operations } from "../../operations/operations.ts";
import { createExternalCommands, type ExternalCommands } from "./run-external-command.ts";

export const START = 1_700_000_000;

const HOST = (name: string, more = ""): string =>
  `define host {\n  host_name  ${name}\n  address  ${name}.example\n  max_check_attempts  1\n${more}}\n`;
const SERVICE = (host: string, name: string, more = ""): string =>
  `define service {\n  host_name  ${host}\n  service_description  ${name}\n  max_check_attempts  1\n` +
  `  check_command  any\n${more}}\n`;
const CONTACT = (name: string): string =>
  `define contact {\n  contact_name  ${name}\n  host_notification_commands  any\n` +
  `  service_notification_commands  any\n  _PHONE  1\n}\n`;

// edge <- (left, right) <- deep, which depends on both; alone is separate.
const OBJECTS = [
  "define command {\n  command_name  any\n  command_line  any\n}\n",
  "define command {\n  command_name  other\n  command_line  other $ARG1$\n}\n",
  "define timeperiod {\n  timeperiod_name  never\n  alias  never\n}\n",
  CONTACT("ann"),
  CONTACT("bob"),
  "define contactgroup {\n  contactgroup_name  ops\n  members  ann,bob\n}\n",
  HOST("edge"),
  HOST("left", "  parents  edge\n  contacts  ann\n"),
  HOST("right", "  parents  edge\n"),
  HOST("deep", "  parents  left,right\n"),
  HOST("alone", "  passive_checks_enabled  0\n"),
  SERVICE("left", "http", "  contacts  ann\n  _RACK  7\n"),
  SERVICE("right", "http", "  active_checks_enabled  0\n"),
  SERVICE("right", "ssh", "  passive_checks_enabled  0\n"),
  "define hostgroup {\n  hostgroup_name  sides\n  members  left,right\n}\n",
  "define servicegroup {\n  servicegroup_name  web\n  members  left,http,right,http\n}\n",
].join("");

/** Parts that external commands act on, with a fake clock and checks that never end. */
export interface ExternalCommandScene {
  readonly store: Store;
  readonly dataFolder: string;
  readonly clock: FakeClock;
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly downtimes: Downtimes;
  readonly operations: Operations;
  readonly commands: ExternalCommands;
  /** Inventory with the changes in effect. */
  readonly inventory: Inventory;
  /** Names of the resources whose checks the scheduler has started, in order. */
  readonly started: readonly string[];
  /** Requests to the process, in order. */
  readonly asked: readonly string[];
  keyOf(name: string): number;
  nameOf(key: number): string;
  /** Executes a command at the current time of the clock. */
  run(body: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the scene. `main`: lines of the main file. `device`: wraps the store for the server. */
export async function openExternalCommands(
  main = "",
  device: (store: Store) => Store = (store) => store,
): Promise<ExternalCommandScene> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-commands-"));
  writeFileSync(join(folder, "vigie.cfg"), `cfg_file=objects.cfg\n${main}`);
  writeFileSync(join(folder, "objects.cfg"), OBJECTS);
  const current = createCurrentInventory(loadInventory(folder, { known: [] }).inventory!);
  const { inventory } = current;
  const resources = [...inventory.hosts, ...inventory.services];
  const store = await openStore({ folder: join(folder, "data"), log: silentLog, exclusive: true });
  const clock = createFakeClock(START);
  const started: string[] = [];
  const asked: string[] = [];
  const runner = {
    start: async () => {},
    stop: async () => {},
    run: (resource: Resource) => {
      started.push(nameOfResource(resource));
      return new Promise<never>(() => {});
    },
  };
  const scheduler = createScheduler({ clock, runner, maxConcurrentChecks: 10 });
  const core = await openCore({ store: device(store), inventory, clock });
  const { ledger, comments, downtimes } = core;
  const adaptive = createAdaptive({
    ledger,
    lock: createSharedLock(),
    clock,
    log: silentLog,
    onResources: () => {},
    onProgram: () => {},
  });
  await adaptive.load(current);
  const operations = createOperations({ ...core, adaptive, scheduler, inventory: () => inventory, clock });
  const commands = createExternalCommands({
    ...core,
    operations,
    inventory: () => inventory,
    clock,
    control: {
      reload: () => {
        asked.push("reload");
      },
      shutDown: () => {
        asked.push("shut down");
      },
    },
  });
  scheduler.load(inventory, () => START + 240);
  scheduler.start(() => {});
  return {
    store,
    dataFolder: join(folder, "data"),
    clock,
    ledger,
    comments,
    downtimes,
    operations,
    commands,
    inventory,
    started,
    asked,
    keyOf: (name) => resources.find((resource) => nameOfResource(resource) === name)!.key,
    nameOf: (key) => nameOfResource(resources.find((resource) => resource.key === key)!),
    async run(body) {
      const command = parseExternalCommand(`[${Math.floor(clock.now())}] ${body}`);
      if ("error" in command) throw new Error(command.reason);
      await commands.run(command, commandFileActor);
    },
    async close() {
      scheduler.stop();
      await core.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Name of a resource, `host` or `host/service`. */
export const nameOfResource = (resource: Resource): string =>
  resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;
