import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createPollerApp, type PollerApp } from "../../src/app/poller-app.ts";
import { pollerFiles } from "../../src/cluster/poller/poller-files.ts";
import { newKeyPair } from "../../src/cluster/protocol/identity.ts";
import { loadObjects } from "../../src/config/objects/configuration-folder.fixture.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { Inventory } from "../../src/model/objects.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { passUntil } from "../support/pass-until.ts";
import { openPolledCentre, type PolledCentre } from "../support/polled-centre.ts";

// A poller's host is checked only while another one is up, whose results are submitted at the centre.

const START = Date.UTC(2026, 10, 23, 10) / 1000;
const PARIS = 2;
const INTERVAL = 5;

const host = (name: string): string =>
  `define host {\n  host_name ${name}\n  check_command any\n  check_interval ${INTERVAL}\n  max_check_attempts 1\n}`;
const OBJECTS = [
  "define command {\n  command_name any\n  command_line check_dummy 0 said\n}",
  host("gate"),
  host("own"),
  "define hostdependency {\n  host_name gate\n  dependent_host_name own\n  execution_failure_criteria d\n}",
].join("\n");

type Gate = "of the centre" | "without checks" | "checked once a day";

function inventoryWithPoller(gateIs: Gate): Inventory {
  const { inventory } = loadObjects(OBJECTS, "use_timezone=UTC\ninterval_length=1");
  return {
    ...inventory,
    pollers: new Map([[PARIS, "paris"]]),
    hosts: inventory.hosts.map((each) => ({
      ...each,
      ...(each.hostName === "own" || gateIs !== "of the centre" ? { pollerId: PARIS, pollerName: "paris" } : {}),
      ...(each.hostName === "gate" && gateIs === "checked once a day" ? { checkInterval: 86_400 } : {}),
      ...(each.hostName === "gate" && gateIs !== "checked once a day" ? { activeChecks: false } : {}),
    })),
  };
}

let folder: string;
let clock: FakeClock;
let centre: PolledCentre;
let poller: PollerApp;
let checkedAt: number[];
let gate: Inventory["hosts"][number];

async function start(kind: Gate): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "vigie-outside-"));
  clock = createFakeClock(START);
  const inventory = inventoryWithPoller(kind);
  gate = inventory.hosts.find(({ hostName }) => hostName === "gate")!;
  checkedAt = [];
  centre = await openPolledCentre({
    folder: join(folder, "centre"),
    inventory,
    engine: "centreon",
    clock,
    onResult: ({ startedAt }) => void checkedAt.push(startedAt),
  });
  const keys = newKeyPair();
  const { secret } = await centre.pollers.add("paris", PARIS);
  await centre.pollers.enrol(secret, keys.publicKey);
  const files = pollerFiles(join(folder, "paris"));
  const identity = { centre: centre.addressOf("paris"), pin: null, name: "paris" };
  files.saveIdentity(identity, keys.privateKey);
  poller = await createPollerApp({
    identity,
    files,
    settings: { pluginEnvironment: {}, maxConcurrentChecks: 50 },
    userMacros: new Map(),
    allowedFolders: [],
    clock,
    log: silentLog,
    version: "1.0.0",
  });
  await passUntil(clock, () => checkedAt.length > 1, "the first results");
}
afterEach(async () => {
  await poller.stop();
  await centre.kill();
  rmSync(folder, { recursive: true });
});

const pass = async (seconds: number): Promise<void> => {
  for (let passed = 0; passed < seconds; passed++) {
    await clock.advanceBy(1);
    await delay(10);
  }
};
const link = (): unknown => centre.pollers.conditionOf("paris")!.link;
const gateIs = async (returnCode: 0 | 1): Promise<void> => {
  const now = clock.now();
  await centre.core.intake.accept({
    key: gate.key,
    checkType: "passive",
    returnCode,
    output: { text: "submitted", longText: "", perfdata: "" },
    dueAt: null,
    startedAt: now,
    finishedAt: now,
    commandLine: null,
  });
};

test.each<Gate>(["of the centre", "without checks", "checked once a day"])(
  "the state of a host %s is known after it has changed while the poller was cut off",
  async (kind) => {
    await start(kind);
    centre.cut("paris");
    await pass(2);
    await gateIs(1);
    centre.mend("paris");
    await passUntil(clock, () => link() === "connected", "the connection");
    await pass(2 * INTERVAL);
    const since = clock.now();
    await pass(4 * INTERVAL);

    expect(checkedAt.filter((at) => at > since)).toEqual([]);
  },
);
