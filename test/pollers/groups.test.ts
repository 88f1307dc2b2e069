import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPollerApp, type PollerApp } from "../../src/app/poller-app.ts";
import { pollerFiles } from "../../src/cluster/poller/poller-files.ts";
import { newKeyPair } from "../../src/cluster/protocol/identity.ts";
import { loadObjects } from "../../src/config/objects/configuration-folder.fixture.ts";
import type { CheckRequests } from "../../src/engine/schedule/scheduler.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
import type { Inventory } from "../../src/model/objects.ts";
import { MEMBER_LEASE_SECONDS } from "../../src/model/poller-group.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { passUntil } from "../support/pass-until.ts";
import { openPolledCentre, type PolledCentre } from "../support/polled-centre.ts";
import { eventsOf } from "../support/stored-records.ts";

// Two whole pollers over real sockets. Each has a macro of its own, so that the return code of a result tells
// which one has checked.

const START = Date.UTC(2026, 10, 23, 10) / 1000;
const MEMBERS = { paris: 2, lyon: 3 } as const;
type Member = keyof typeof MEMBERS;
const NAMES = ["paris", "lyon"] as const;
const GROUP_ID = 9;
const GROUP_HOSTS = 12;
const INTERVAL = 5;
const DELAY = 60;
const keys = { paris: newKeyPair(), lyon: newKeyPair() };

const host = (name: string): string =>
  `define host {\n  host_name ${name}\n  check_command any\n  check_interval ${INTERVAL}\n  max_check_attempts 1\n}`;
const OBJECTS = [
  "define command {\n  command_name any\n  command_line check_dummy $USER9$ said\n}",
  ...Array.from({ length: GROUP_HOSTS }, (_, index) => host(`g${index}`)),
  host("own"),
].join("\n");

function inventoryOf(
  weights: Readonly<Record<Member, number>> = { paris: 1, lyon: 1 },
  delaySeconds = DELAY,
): Inventory {
  const { inventory } = loadObjects(OBJECTS, "use_timezone=UTC\ninterval_length=1");
  const members = NAMES.map((name) => ({ pollerId: MEMBERS[name], weight: weights[name] }));
  return {
    ...inventory,
    pollers: new Map(NAMES.map((name) => [MEMBERS[name], name])),
    pollerGroups: new Map([[GROUP_ID, { id: GROUP_ID, name: "europe", members, takeoverDelaySeconds: delaySeconds }]]),
    hosts: inventory.hosts.map((each) =>
      each.hostName === "own"
        ? { ...each, pollerId: MEMBERS.paris, pollerName: "paris" }
        : { ...each, pollerId: GROUP_ID, pollerName: "europe" },
    ),
  };
}

interface Checked {
  readonly member: Member;
  readonly key: ResourceKey;
  readonly startedAt: number;
  readonly finishedAt: number;
}

let folder: string;
let clock: FakeClock;
let inventory: Inventory;
let centre: PolledCentre;
let checked: Checked[];
let apps: Partial<Record<Member, PollerApp>>;
let ownKey: ResourceKey;

const openCentre = (port = 0): Promise<PolledCentre> =>
  openPolledCentre({
    port,
    folder: join(folder, "centre"),
    inventory,
    engine: "centreon",
    clock,
    onResult({ key, returnCode, startedAt, finishedAt }: CheckResult) {
      checked.push({ member: NAMES.find((_, index) => index === returnCode)!, key, startedAt, finishedAt });
    },
  });

async function startMember(name: Member): Promise<void> {
  const files = pollerFiles(join(folder, name));
  const identity = { centre: centre.addressOf(name), pin: null, name };
  files.saveIdentity(identity, keys[name].privateKey);
  apps[name] = await createPollerApp({
    identity,
    files,
    settings: { pluginEnvironment: {}, maxConcurrentChecks: 50 },
    userMacros: new Map([["USER9", String(NAMES.indexOf(name))]]),
    allowedFolders: [],
    clock,
    log: silentLog,
    version: "1.0.0",
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-groups-"));
  clock = createFakeClock(START);
  inventory = inventoryOf();
  ownKey = inventory.hosts.find(({ hostName }) => hostName === "own")!.key;
  [checked, apps] = [[], {}];
  centre = await openCentre();
  for (const name of NAMES) {
    const { secret } = await centre.pollers.add(name, MEMBERS[name]);
    await centre.pollers.enrol(secret, keys[name].publicKey);
    await startMember(name);
  }
  // Their helper processes take real time to start.
  await passUntil(clock, () => NAMES.every((name) => hostsOf(name) > 0 && isChecking(name)), "the first share");
});
afterEach(async () => {
  await Promise.all(Object.values(apps).map((app) => app.stop()));
  await centre.kill();
  rmSync(folder, { recursive: true });
});

/** Lets time go on in small steps; after each, what was said on the sockets comes through. */
async function pass(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed++) {
    await clock.advanceBy(1);
    await delay(4);
  }
}

/** It has its share, and has found something of each host of it. */
const isChecking = (name: Member): boolean =>
  hostsOf("paris") + hostsOf("lyon") === GROUP_HOSTS &&
  placesNow().filter((place) => place === MEMBERS[name]).length === hostsOf(name) &&
  new Set(ofGroup(checkedBy(name, clock.now() - 3 * INTERVAL, Infinity)).map(({ key }) => key)).size >= hostsOf(name);

const isConnected = (name: Member): boolean => centre.pollers.conditionOf(name)!.link === "connected";

const hostsOf = (name: Member): number => centre.pollers.list().find((poller) => poller.name === name)!.groupHosts;
const placesNow = (): readonly number[] =>
  inventory.hosts.filter(({ key }) => key !== ownKey).map(({ key }) => centre.pollers.places.placeOf(key));
const checkedBy = (name: Member, from: number, to: number): readonly Checked[] =>
  checked.filter(({ member, startedAt }) => member === name && startedAt >= from && startedAt < to);
const ofGroup = (list: readonly Checked[]): readonly Checked[] => list.filter(({ key }) => key !== ownKey);

/** Checks of a host by one member between two by another one, where the host was not away for long in between. */
function overlaps(): readonly string[] {
  const byKey = Map.groupBy(ofGroup(checked), ({ key }) => key);
  return [...byKey.values()].flatMap((list) => {
    const sorted = list.toSorted((left, right) => left.startedAt - right.startedAt);
    const last = new Map<Member, number>();
    return sorted.flatMap(({ member, startedAt }, index) => {
      const before = last.get(member) ?? -Infinity;
      last.set(member, startedAt);
      const isBetween = sorted[index - 1]?.member !== member && startedAt - before < DELAY;
      return isBetween ? [`${member} at ${before - START} and ${startedAt - START}, and another one between`] : [];
    });
  });
}

/** Times at which a host went from one member to another, by its checks. */
function changesOf(key: ResourceKey): readonly (readonly [Member, number])[] {
  const list = checked.filter((each) => each.key === key).toSorted((left, right) => left.startedAt - right.startedAt);
  return list.flatMap(({ member, startedAt }, index) =>
    list[index - 1]?.member === member ? [] : [[member, Math.round(startedAt - START)] as const],
  );
}

test("hosts are shared, each checked by one member; own hosts by the poller that they name", async () => {
  const since = clock.now();
  const areAllChecked = (): boolean =>
    inventory.hosts.every(({ key }) => checked.some((each) => each.key === key && each.startedAt > since));
  await passUntil(clock, areAllChecked, "a check of each host");
  for (const { key } of inventory.hosts) {
    const members = new Set(
      checked.filter((each) => each.key === key && each.startedAt > since).map(({ member }) => member),
    );
    expect([...members]).toEqual([key === ownKey ? "paris" : nameOf(key)]);
  }
});
const nameOf = (key: ResourceKey): Member =>
  NAMES.find((name) => MEMBERS[name] === centre.pollers.places.placeOf(key))!;

test("a member that is cut off stops at 45 s, the other one takes over at 60 s, and gives back after 10 minutes", async () => {
  const before = placesNow();
  const share = hostsOf("paris");
  const cutAt = clock.now();
  centre.cut("paris");
  await pass(DELAY - 1);
  expect(placesNow()).toEqual(before);
  await passUntil(clock, () => hostsOf("lyon") === GROUP_HOSTS && isChecking("lyon"), "the takeover");
  expect(new Set(placesNow())).toEqual(new Set([MEMBERS.lyon]));
  expect([hostsOf("paris"), hostsOf("lyon")]).toEqual([0, GROUP_HOSTS]);

  centre.mend("paris");
  await passUntil(clock, () => isConnected("paris"), "the connection");
  const backAt = clock.now();
  await pass(590);
  expect(hostsOf("lyon")).toBe(GROUP_HOSTS);
  await pass(10);
  await passUntil(clock, () => hostsOf("paris") === share && isChecking("paris"), "what was taken over");
  expect(placesNow()).toEqual(before);

  // Once the buffered results have come: paris went on until 45 s, and with its own host all the time.
  const inCut = checkedBy("paris", cutAt, backAt);
  const last = Math.max(...ofGroup(inCut).map(({ startedAt }) => startedAt));
  expect(last).toBeGreaterThan(cutAt + MEMBER_LEASE_SECONDS - 2 * INTERVAL - 5);
  expect(last).toBeLessThan(cutAt + MEMBER_LEASE_SECONDS);
  expect(inCut.filter(({ key, startedAt }) => key === ownKey && startedAt > cutAt + 50).length).toBeGreaterThan(1);
  expect(overlaps()).toEqual([]);
  for (const [index, { key }] of inventory.hosts.filter((each) => each.key !== ownKey).entries()) {
    const changes = changesOf(key);
    if (before[index] === MEMBERS.lyon) expect(changes.map(([member]) => member)).toEqual(["lyon"]);
    else {
      expect(changes.map(([member]) => member)).toEqual(["paris", "lyon", "paris"]);
      const [, takenOver, returned] = changes.map(([, at]) => at + START);
      expect(takenOver! - cutAt).toBeGreaterThanOrEqual(DELAY);
      expect(takenOver! - cutAt).toBeLessThan(DELAY + 60);
      expect(returned! - backAt).toBeGreaterThan(590);
    }
  }
  const moves = (await eventsOf(centre.store)).filter(({ kind, at }) => kind === "poller-hosts-moved" && at > cutAt);
  expect(moves.map(({ reason }) => reason.replace(/ \(generation \d+\)/, ""))).toEqual([
    `poller paris has been away for ${DELAY} s: others check ${share} hosts of group europe`,
    `poller paris is there again: it checks ${share} hosts of group europe`,
  ]);
}, 60_000);

test("a cut that is shorter moves nothing", async () => {
  const before = placesNow();
  centre.cut("paris");
  await pass(20);
  centre.mend("paris");
  await passUntil(clock, () => isConnected("paris"), "the connection");
  const backAt = clock.now();
  await passUntil(clock, () => ofGroup(checkedBy("paris", backAt, Infinity)).length >= hostsOf("paris"), "a check");
  expect(placesNow()).toEqual(before);
  expect(overlaps()).toEqual([]);
}, 60_000);

test("one that stopped at 45 s, and is back before others take over, goes on with its hosts", async () => {
  inventory = inventoryOf({ paris: 1, lyon: 1 }, 600);
  centre.reload(inventory);
  await pass(5);
  const before = placesNow();
  const cutAt = clock.now();
  centre.cut("paris");
  await pass(90);
  centre.mend("paris");
  await passUntil(clock, () => isConnected("paris"), "the connection");
  const backAt = clock.now();
  await passUntil(
    clock,
    () => new Set(ofGroup(checkedBy("paris", backAt, Infinity)).map(({ key }) => key)).size === hostsOf("paris"),
    "a check of each host",
  );
  expect(placesNow()).toEqual(before);
  expect(ofGroup(checkedBy("paris", cutAt + MEMBER_LEASE_SECONDS, backAt))).toEqual([]);
  expect(overlaps()).toEqual([]);
}, 60_000);

test("other weights move hosts to the member that has more, each after the other one has let it go", async () => {
  const before = placesNow();
  inventory = inventoryOf({ paris: 1, lyon: 20 });
  centre.reload(inventory);
  await passUntil(
    clock,
    () => hostsOf("lyon") > before.filter((id) => id === MEMBERS.lyon).length && isChecking("lyon"),
    "more",
  );
  for (const [index, id] of placesNow().entries()) if (id !== before[index]) expect(id).toBe(MEMBERS.lyon);
  expect(overlaps()).toEqual([]);
}, 60_000);

test("hosts that are to go from a member which is cut off go when it has been away for the delay", async () => {
  const before = placesNow();
  const cutAt = clock.now();
  centre.cut("paris");
  inventory = inventoryOf({ paris: 1, lyon: 1_000 });
  centre.reload(inventory);
  await pass(DELAY - 1);
  expect(placesNow()).toEqual(before);
  await passUntil(clock, () => hostsOf("lyon") === GROUP_HOSTS && isChecking("lyon"), "the takeover");
  centre.mend("paris");
  await passUntil(clock, () => checkedBy("paris", cutAt + DELAY, Infinity).length > 5, "what it has found meanwhile");
  expect(ofGroup(checkedBy("paris", cutAt, cutAt + MEMBER_LEASE_SECONDS)).length).toBeGreaterThan(0);
  expect(overlaps()).toEqual([]);
}, 60_000);

test("results of a host are awaited from the member that is cut off until another one has it", async () => {
  const key = keyAt("paris");
  const { latePoller, notSeenSince } = centre.pollers;
  centre.cut("paris");
  await pass(30);
  expect(latePoller(key)).toBe("paris");
  expect(notSeenSince(key)).not.toBeNull();
  await passUntil(clock, () => placesNow().every((id) => id === MEMBERS.lyon), "the takeover");
  expect(latePoller(key)).toBeNull();
  expect(notSeenSince(key)).toBeNull();
  expect(latePoller(ownKey)).toBe("paris");
}, 60_000);

test("what an operator asks for runs at the member that has the host, when it knows it", async () => {
  const key = keyAt("paris");
  const requests = centre.pollers.places.across(NOT_HERE);
  const runs = (name: Member, from: number): number =>
    checked.filter((each) => each.member === name && each.key === key && each.startedAt >= from).length;
  centre.cut("paris");
  await pass(10);
  inventory = slowly(inventory);
  centre.reload(inventory);
  requests.runNow(key);
  await passUntil(clock, () => runs("lyon", START) > 0, "the check at the other member");
  const from = clock.now();
  await pass(3);
  requests.runNow(key);
  await passUntil(clock, () => runs("lyon", from) > 0, "the next one");
  expect(clock.now() - from).toBeLessThan(60);
}, 60_000);

test("after a restart of the centre hosts stay where they are, and members have the delay to come back", async () => {
  const before = placesNow();
  const { port } = centre.url;
  await centre.kill();
  await pass(10);
  centre = await openCentre(Number(port));
  expect(placesNow()).toEqual(before);
  await passUntil(clock, () => NAMES.every(isConnected), "the connections");
  const backAt = clock.now();
  await passUntil(
    clock,
    () => new Set(checked.filter(({ startedAt }) => startedAt > backAt).map(({ key }) => key)).size === GROUP_HOSTS + 1,
    "a check of each host",
  );
  expect(placesNow()).toEqual(before);
  expect(overlaps()).toEqual([]);
}, 60_000);

test("a centre that starts with other weights gives no host to a member while another one may still check it", async () => {
  centre.cut("paris");
  await passUntil(clock, () => !isConnected("paris"), "the cut");
  const cutAt = clock.now();
  const { port } = centre.url;
  await centre.kill();
  inventory = inventoryOf({ paris: 1, lyon: 1_000 });
  centre = await openCentre(Number(port));
  centre.cut("paris");
  await passUntil(clock, () => isConnected("lyon"), "the connection");
  await passUntil(clock, () => isChecking("lyon") && hostsOf("lyon") === GROUP_HOSTS, "its share");
  centre.mend("paris");
  await passUntil(clock, () => checkedBy("paris", cutAt + DELAY, Infinity).length > 5, "what it has found meanwhile");
  expect(ofGroup(checkedBy("paris", cutAt, cutAt + MEMBER_LEASE_SECONDS)).length).toBeGreaterThan(0);
  expect(overlaps()).toEqual([]);
}, 60_000);

const keyAt = (name: Member): ResourceKey =>
  inventory.hosts.find(({ key }) => key !== ownKey && nameOf(key) === name)!.key;

/** Checks come an hour apart, but for those that are asked for. */
const slowly = (before: Inventory): Inventory => ({
  ...before,
  hosts: before.hosts.map((each) => ({ ...each, checkInterval: 3_600, retryInterval: 3_600 })),
});

const NOT_HERE: CheckRequests = {
  rescheduleAfter: () => null,
  runNow: () => expect.unreachable(),
  runOnDemand: () => expect.unreachable(),
  isPending: () => false,
  runAt: () => expect.unreachable(),
};
