import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { calls, sampleHost, sampleInventory } from "../../engine/check/sample-inventory.fixture.ts";
import { silentLog } from "../../lib/log.ts";
import type { Host, Inventory } from "../../model/objects.ts";
import { decodePart } from "../protocol/configuration-part.ts";
import type { PollerConfiguration } from "./poller-connection.ts";
import { createPollerParts, type PollerParts } from "./poller-parts.ts";

const START = 1_800_000_000;
const router = sampleHost(1, "router", { address: "192.0.2.1", ...calls("secret") });
const till = sampleHost(2, "till", { pollerId: 2, pollerName: "paris", parents: ["router"], ...calls("any") });
const other = sampleHost(3, "other");

let clock: FakeClock;
let inventory: Inventory;
let changed: (readonly [number, PollerConfiguration])[];
let parts: PollerParts;

const withHosts = (...hosts: readonly Host[]): Inventory => ({
  ...sampleInventory({ hosts, commands: { any: "/bin/any", secret: "/bin/secret" } }),
  pollers: new Map([[2, "paris"]]),
});

beforeEach(() => {
  clock = createFakeClock(START);
  inventory = withHosts(router, till, other);
  changed = [];
  parts = createPollerParts({
    inventory: () => inventory,
    engine: "centreon",
    clock,
    log: silentLog,
    connected: () => [2],
    groups: { shareOf: () => new Set(), wholeShareOf: () => new Set(), groupOf: () => undefined, revision: 0 },
    onUnchanged: () => {},
    onChanged: (id, part) => changed.push([id, part]),
  });
});

const read = async ({ pieces }: PollerConfiguration): Promise<Inventory> =>
  (await decodePart(Buffer.from(pieces.join(""), "base64"))).inventory;

test("a poller gets its hosts and their commands, and of parents elsewhere the name alone", async () => {
  const part = await parts.of(2);
  const { hosts, commands } = await read(part);
  expect(hosts.map(({ hostName, address }) => [hostName, address])).toEqual([
    ["router", null],
    ["till", null],
  ]);
  expect([...commands.keys()]).toEqual(["any"]);
  expect(part.keys.filter((key) => parts.strangersOf(key).length === 0)).toEqual([till.key]);
  expect(parts.strangersOf(router.key)).toEqual([2]);
  expect(parts.strangersOf(other.key)).toEqual([]);
});

test("a change of its part is sent once, with a higher generation", async () => {
  const before = await parts.of(2);
  inventory = withHosts(router, { ...till, maxCheckAttempts: 7 }, other);
  parts.changed();
  parts.changed();
  await clock.advanceBy(2);
  await expect.poll(() => changed.length).toBe(1);
  const [[id, after]] = changed as [readonly [number, PollerConfiguration]];
  expect(id).toBe(2);
  expect(after.id).not.toBe(before.id);
  expect(after.generation).toBeGreaterThan(before.generation);
});

test("a change of what it does not get is not sent", async () => {
  const before = await parts.of(2);
  inventory = withHosts(router, till, { ...other, maxCheckAttempts: 7 });
  parts.changed();
  await clock.advanceBy(2);
  expect((await parts.of(2)).id).toBe(before.id);
  expect(changed).toEqual([]);
});
