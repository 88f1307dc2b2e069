import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newKeyPair } from "../../src/cluster/protocol/identity.ts";
import { loadObjects } from "../../src/config/objects/configuration-folder.fixture.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import type { StoredEvent } from "../../src/data/store/store.ts";
import { silentLog } from "../../src/lib/log.ts";
import type { CheckResult } from "../../src/model/check-result.ts";
import type { Engine } from "../../src/model/dialect.ts";
import { namesOf } from "../../src/model/inventory-index.ts";
import type { Inventory, Resource } from "../../src/model/objects.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { isAcknowledged, type CheckState } from "../../src/model/resource-state.ts";
import { isProblem } from "../../src/model/state-code.ts";
import { openBufferedPoller, untilThrough, type BufferedPoller } from "../support/buffered-poller.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { openCore } from "../support/open-core.ts";
import { openPolledCentre } from "../support/polled-centre.ts";
import { createRandom } from "../support/random.ts";
import { repetitions } from "../support/repetitions.ts";
import { eventsOf, messagesOf } from "../support/stored-records.ts";

// Two pollers whose connections are cut each on its own, while operators acknowledge, schedule downtimes and reload: the
// same results and commands straight into one core, and by way of the pollers into another one.

const START = Date.UTC(2026, 10, 23, 10) / 1000;
const STEP = 5;
const PLACES = { paris: 2, rome: 3 } as const;
type Place = keyof typeof PLACES;
const NAMES = ["paris", "rome"] as const;
const keys = { paris: newKeyPair(), rome: newKeyPair() };

interface Layout {
  /** Who checks the host `nomad`. */
  readonly nomad: Place;
  /** Whether there is the service `extra`, at paris. */
  readonly hasExtra: boolean;
  readonly notificationInterval: number;
}
const FIRST: Layout = { nomad: "paris", hasExtra: true, notificationInterval: 2 };

const objectsOf = ({ hasExtra, notificationInterval }: Layout): string => {
  const service = (hostName: string, name: string, attempts: number): string =>
    `define service {\n  host_name ${hostName}\n  service_description ${name}\n  check_command any\n` +
    `  max_check_attempts ${attempts}\n  check_interval 1\n  contacts ann\n  notification_interval ${notificationInterval}\n}`;
  return [
    "define command {\n  command_name any\n  command_line any\n}",
    "define contact {\n  contact_name ann\n  host_notification_options d,u,r,f,s\n" +
      "  service_notification_options w,u,c,r,f,s\n  host_notification_commands any\n  service_notification_commands any\n}",
    ...["paris", "rome", "nomad"].flatMap((name) => [
      `define host {\n  host_name ${name}\n  check_command any\n  max_check_attempts 2\n  check_interval 1\n` +
        `  contacts ann\n  notification_interval ${notificationInterval}\n}`,
      service(name, "once", 1),
      service(name, "often", 3),
    ]),
    ...(hasExtra ? [service("paris", "extra", 2)] : []),
  ].join("\n");
};

const MAIN = "use_timezone=UTC\nenable_flap_detection=1";
const { newIds: known } = loadObjects(objectsOf(FIRST), MAIN);

function inventoryOf(layout: Layout): Inventory {
  const { inventory } = loadObjects(objectsOf(layout), MAIN, { known });
  return {
    ...inventory,
    pollers: new Map(NAMES.map((name) => [PLACES[name], name])),
    hosts: inventory.hosts.map((host) => {
      const pollerName = host.hostName === "nomad" ? layout.nomad : (host.hostName as Place);
      return { ...host, pollerId: PLACES[pollerName], pollerName };
    }),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-operators-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const OF_RESULTS = new Set<StoredEvent["kind"]>([
  "first-result",
  "soft-state",
  "hard-state",
  "recovery",
  "flapping-started",
  "flapping-stopped",
]);
const eventsOfResults = (events: readonly StoredEvent[], key: ResourceKey) =>
  events.filter((event) => event.key === key && OF_RESULTS.has(event.kind)).map(({ id: _id, ...event }) => event);

/** What happened to the downtimes of a resource. While the centre is not there, none begins or ends on time. */
const downtimesIn = (events: readonly StoredEvent[], key: ResourceKey) =>
  events.filter((event) => event.key === key && event.kind.startsWith("downtime-")).map(({ kind }) => kind);

/** Ids of events and problems follow from the order of all results, which differs as soon as one of two is cut off. */
const withoutIds = ({ eventId, lastEventId, problemId, lastProblemId, ...check }: CheckState) => ({
  ...check,
  ids: [eventId, lastEventId, problemId, lastProblemId].map((id) => id > 0),
});

interface Counts {
  cuts: number;
  kills: number;
  acknowledged: number;
  acknowledgedInCuts: number;
  downtimes: number;
  downtimesInCuts: number;
  reloadsInCuts: number;
  foreign: number;
}

async function runBoth(engine: Engine, seed: number, rounds: number): Promise<Counts> {
  const random = createRandom(seed);
  const clock = createFakeClock(START);
  let layout = FIRST;
  let inventory = inventoryOf(layout);
  const counts: Counts = {
    cuts: 0,
    kills: 0,
    acknowledged: 0,
    acknowledgedInCuts: 0,
    downtimes: 0,
    downtimesInCuts: 0,
    reloadsInCuts: 0,
    foreign: 0,
  };

  const straightStore = await openStore({ folder: join(folder, "straight"), log: silentLog, exclusive: true });
  const straight = await openCore({
    store: straightStore,
    inventory,
    inventoryNow: () => inventory,
    clock,
    engine,
  });
  straight.begin();

  const centreAt = () => openPolledCentre({ folder: join(folder, "polled"), inventory, engine, clock });
  let centre = await centreAt();
  const pollers = {} as Record<Place, BufferedPoller>;
  for (const name of NAMES) {
    const { secret } = await centre.pollers.add(name, PLACES[name]);
    await centre.pollers.enrol(secret, keys[name].publicKey);
    pollers[name] = openBufferedPoller({
      path: join(folder, `${name}.sqlite`),
      name,
      privateKey: keys[name].privateKey,
      clock,
      url: () => centre.urlOf(name),
      random: () => 0,
    });
    pollers[name].link.start();
  }

  const isThrough = (name: Place): boolean => pollers[name].link.isConnected && pollers[name].buffer.size.count === 0;
  /** Until what these have is durable at the centre; a connection that has broken comes with the clock. */
  const catchUp = async (names: readonly Place[]): Promise<void> => {
    for (; !names.every(isThrough); await clock.advanceBy(1))
      for (const name of names)
        await untilThrough(
          () => isThrough(name),
          () => pollers[name].link.isConnected,
        );
  };
  const catchUpOthers = (): Promise<void> => catchUp(NAMES.filter((name) => !cutOff.includes(name)));

  const accepting: Promise<unknown>[] = [];
  const refused: unknown[] = [];
  const codes = new Map<ResourceKey, CheckResult["returnCode"]>();
  let numbered = 0;
  let cutOff: readonly Place[] = [];
  /** Resources that their poller is about to lose while it is cut off: what it finds until then counts no more. */
  let lost: ReadonlySet<ResourceKey> = new Set();

  const give = (resource: Resource, returnCode: CheckResult["returnCode"]): void => {
    codes.set(resource.key, returnCode);
    const finishedAt = clock.now() + ++numbered / 1e6;
    const result: CheckResult = {
      key: resource.key,
      checkType: "active",
      returnCode,
      output: { text: `result ${numbered}`, longText: "", perfdata: "" },
      dueAt: clock.now() - 1,
      startedAt: finishedAt - 0.5,
      finishedAt,
      commandLine: "any",
    };
    pollers[placeOf(resource)].add([result]);
    if (lost.has(resource.key)) return void counts.foreign++;
    accepting.push(
      straight.intake.accept(result).then(
        (outcome) => outcome === "accepted" || refused.push(outcome),
        (error: Error) => refused.push(error),
      ),
    );
  };
  const placeOf = ({ hostId }: Resource): Place =>
    inventory.hosts.find((host) => host.hostId === hostId)!.pollerName as Place;
  const resources = (): readonly Resource[] => [...inventory.hosts, ...inventory.services];
  const someResults = (): void => {
    for (let left = random.between(1, 8); left > 0; left--) {
      const resource = random.from(resources());
      const before = codes.get(resource.key) ?? 0;
      give(resource, random.chance(0.6) ? before : random.from([0, 0, 1, 2, 3] as const));
    }
  };

  const isInCut = ({ key }: Resource): boolean => cutOff.includes(placeOf(namesOf(inventory).resourceByKey.get(key)!));
  /** Commands of operators are durable, and in the order of the results, in both. */
  const command = async (): Promise<void> => {
    const resource = random.from(resources().filter(({ key }) => !lost.has(key)));
    await catchUpOthers();
    await settled();
    const at = Math.floor(clock.now());
    if (random.chance(0.5)) {
      const request = {
        comment: "known",
        isSticky: random.chance(0.5),
        isNotifyContacts: true,
        isPersistentComment: false,
      };
      const [there] = await Promise.all(
        [centre.core, straight].map((core) => core.acknowledgements.acknowledge([resource.key], request, "ann")),
      );
      if (there!.size === 0) return;
      counts.acknowledged++;
      if (isInCut(resource)) counts.acknowledgedInCuts++;
      return;
    }
    const startTime = at + random.from([0, 0, 30]);
    const request = { startTime, endTime: startTime + random.from([60, 300, 900]), isFixed: true, duration: 0 };
    await Promise.all(
      [centre.core, straight].map((core) =>
        core.downtimes.schedule([resource.key], { ...request, comment: "works" }, "ann"),
      ),
    );
    counts.downtimes++;
    if (isInCut(resource)) counts.downtimesInCuts++;
  };
  const settled = async (): Promise<void> => {
    await Promise.all(accepting.splice(0));
    await straight.ledger.flush();
  };
  const reload = (next: Layout, isCentreThere: boolean): void => {
    const before = inventory;
    layout = next;
    inventory = inventoryOf(next);
    straight.reload(before, inventory);
    if (isCentreThere) centre.reload(inventory);
  };
  const otherLayout = (): Layout => ({
    nomad: random.chance(0.5) ? layout.nomad : layout.nomad === "paris" ? "rome" : "paris",
    hasExtra: random.chance(0.5) ? layout.hasExtra : !layout.hasExtra,
    notificationInterval: random.from([1, 2, 5]),
  });
  /** Keys that a poller which is cut off has now, and not with this layout. */
  const losing = (next: Layout): ReadonlySet<ResourceKey> => {
    const after = namesOf(inventoryOf(next));
    const placeAfter = (resource: Resource): string | null | undefined =>
      after.resourceByKey.has(resource.key) ? after.hostById.get(resource.hostId)?.pollerName : undefined;
    return new Set(
      resources()
        .filter((resource) => cutOff.includes(placeOf(resource)) && placeAfter(resource) !== placeOf(resource))
        .map(({ key }) => key),
    );
  };

  const messagesFromCuts: { readonly from: number; readonly to: number; readonly keys: ReadonlySet<ResourceKey> }[] =
    [];
  for (let round = 0; round < rounds; round++) {
    for (let steps = random.between(5, 20); steps > 0; steps--) {
      someResults();
      await clock.advanceBy(STEP);
      if (random.chance(0.3)) await command();
    }
    if (random.chance(0.3)) {
      await catchUpOthers();
      await settled();
      reload(otherLayout(), true);
      await clock.advanceBy(2);
    }

    await catchUpOthers();
    await settled();
    cutOff = random.from([["paris"], ["rome"], NAMES]);
    const next = random.chance(0.5) ? otherLayout() : null;
    if (next !== null) lost = losing(next);
    const from = clock.now();
    for (const name of cutOff) centre.cut(name);
    for (const { link } of cutOff.map((name) => pollers[name]))
      await untilThrough(
        () => !link.isConnected,
        () => false,
      );
    const isKilled = cutOff === NAMES && random.chance(0.4);
    if (isKilled) await centre.kill();
    const atCutOff = new Set(
      resources()
        .filter(isInCut)
        .map(({ key }) => key),
    );
    const seconds = random.from([10, 40, 200, 600, 1_800]);
    const reloadAt = from + seconds / 2;
    for (let isReloaded = next === null; clock.now() - from < seconds;) {
      someResults();
      await clock.advanceBy(seconds > 300 ? 4 * STEP : STEP);
      if (!isKilled && random.chance(0.3)) await command();
      if (!isReloaded && clock.now() >= reloadAt) {
        if (!isKilled) await catchUpOthers();
        await settled();
        reload(next!, !isKilled);
        counts.reloadsInCuts++;
        isReloaded = true;
        lost = new Set();
      }
    }
    const unmoved = new Set([...atCutOff].filter((key) => namesOf(inventory).resourceByKey.has(key)));
    for (const { key } of resources()) if (!isInCut(namesOf(inventory).resourceByKey.get(key)!)) unmoved.delete(key);
    messagesFromCuts.push({ from, to: clock.now(), keys: unmoved });
    if (isKilled) centre = await centreAt();
    else for (const name of cutOff) centre.mend(name);
    cutOff = [];
    lost = new Set();
    await catchUpOthers();
    await clock.advanceBy(1);
    counts.cuts++;
    if (isKilled) counts.kills++;
  }

  for (let round = 0; round < 20; round++) {
    for (const resource of resources()) give(resource, codes.get(resource.key) ?? 0);
    await clock.advanceBy(60);
  }
  await catchUpOthers();
  await settled();
  await centre.core.ledger.flush();
  await untilThrough(
    () => straightStore.pending() === 0 && centre.store.pending() === 0,
    () => true,
  );

  expect(refused).toEqual([]);
  expect(centre.core.intake.counts().outdated).toBe(0);
  // Results of a poller that lost their resource meanwhile were refused, and no others; an end of the centre forgets it.
  if (counts.kills === 0) expect(centre.pollers.counts().foreign).toBe(counts.foreign);
  const [polledEvents, straightEvents] = [await eventsOf(centre.store), await eventsOf(straightStore)];
  const told = await messagesOf(centre.store);
  for (const { key, hostName, ...resource } of resources()) {
    const name = `${hostName} ${"description" in resource ? resource.description : ""}`;
    const [polled, direct] = [centre.core.ledger.state(key)!, straight.ledger.state(key)!];
    expect({ name, check: withoutIds(polled.check) }).toEqual({ name, check: withoutIds(direct.check) });
    expect({ name, events: eventsOfResults(polledEvents, key) }).toEqual({
      name,
      events: eventsOfResults(straightEvents, key),
    });
    expect({ name, downtimes: downtimesIn(polledEvents, key) }).toEqual({
      name,
      downtimes: downtimesIn(straightEvents, key),
    });
    expect(polled.handling.scheduledDowntimeDepth).toBe(direct.handling.scheduledDowntimeDepth);
    // An acknowledgement ends with its problem, also if its end was not known here yet when it was set.
    if (isAcknowledged(polled)) expect(isProblem(polled.check.state) && isAcknowledged(direct)).toBe(true);
  }
  for (const { from, to, keys: resourcesOfCut } of messagesFromCuts)
    expect(
      told.filter(
        ({ at, key, kind }) =>
          at > from && at < Math.floor(to) && resourcesOfCut.has(key) && (kind === "problem" || kind === "recovery"),
      ),
    ).toEqual([]);

  for (const name of NAMES) pollers[name].close();
  await centre.kill();
  await straight.stop();
  await straightStore.close();
  return counts;
}

const ROUNDS = repetitions({ all: 30, quick: 5 });
const seedOf = (): number => Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test.each<Engine>(["centreon", "nagios"])(
  "%s: what operators do while two pollers are cut off, each on its own, changes neither states nor history",
  { timeout: 120_000 },
  async (engine) => {
    const seed = seedOf();
    try {
      const counts = await runBoth(engine, seed, ROUNDS);
      expect(counts.cuts).toBe(ROUNDS);
      expect(counts.acknowledgedInCuts + counts.downtimesInCuts).toBeGreaterThan(0);
    } catch (error) {
      (error as Error).message = `FC_SEED=${seed}: ${(error as Error).message}`;
      throw error;
    }
  },
);
