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
import type { Inventory, Resource } from "../../src/model/objects.ts";
import type { ResourceKey } from "../../src/model/resource-key.ts";
import { openBufferedPoller, untilThrough, type BufferedPoller } from "../support/buffered-poller.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { openCore, type OpenCore } from "../support/open-core.ts";
import { openPolledCentre, type PolledCentre } from "../support/polled-centre.ts";
import { createRandom, type Random } from "../support/random.ts";
import { eventsOf, messagesOf, type Message } from "../support/stored-records.ts";

// The same results straight into one core, and by a poller over a real socket that is cut, and whose centre is killed.

const START = Date.UTC(2026, 10, 23, 10) / 1000;
const STEP = 5;
const LATE = 120;
/** Of one portion: with two portions of two engines there are 10,000. */
const RESULTS = 2_500;
const keys = newKeyPair();

/**
 * Hosts `steady…` are always up and nothing of them flaps: what people are told of them depends on their own results
 * alone, not on when it is decided. The others do everything.
 */
const STEADY = 3;
const WILD = 3;

const objects = (): string => {
  const contact = (name: string, options: string): string => `
define contact {
  contact_name                   ${name}
  host_notification_options      d,u,r
  service_notification_options   ${options}
  host_notification_commands     mail
  service_notification_commands  mail
}`;
  const host = (name: string, more: string): string => `
define host {
  host_name              ${name}
  check_command          any
  check_interval         1
  contacts               all,critical
  notification_interval  30
  ${more}
}`;
  const service = (hostName: string, name: string, more: string): string => `
define service {
  host_name              ${hostName}
  service_description    ${name}
  check_command          any
  check_interval         1
  contacts               all,critical
  ${more}
}`;
  return [
    "define command {\n  command_name any\n  command_line any\n}",
    "define command {\n  command_name mail\n  command_line mail\n}",
    contact("all", "w,u,c,r"),
    contact("critical", "c,r"),
    ...Array.from({ length: STEADY }, (_, index) => [
      host(`steady${index}`, "max_check_attempts 2\n  flap_detection_enabled 0"),
      service(`steady${index}`, "once", "max_check_attempts 1\n  notification_interval 0\n  flap_detection_enabled 0"),
      service(`steady${index}`, "often", "max_check_attempts 3\n  notification_interval 5\n  flap_detection_enabled 0"),
      service(
        `steady${index}`,
        "delayed",
        "max_check_attempts 2\n  notification_interval 30\n  first_notification_delay 3\n  flap_detection_enabled 0",
      ),
    ]).flat(),
    ...Array.from({ length: WILD }, (_, index) => [
      host(`wild${index}`, `max_check_attempts ${index + 1}${index === 0 ? "" : "\n  parents wild0"}`),
      service(`wild${index}`, "flapping", "max_check_attempts 2\n  notification_interval 10"),
      service(`wild${index}`, "volatile", "max_check_attempts 1\n  is_volatile 1\n  notification_interval 10"),
    ]).flat(),
  ].join("\n");
};

function inventoryOfParis(): Inventory {
  const { inventory } = loadObjects(objects(), "use_timezone=UTC\nenable_flap_detection=1");
  return {
    ...inventory,
    pollers: new Map([[2, "paris"]]),
    hosts: inventory.hosts.map((host) => ({ ...host, pollerId: 2, pollerName: "paris" })),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-differential-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A poller that now and then sends once more what was sent and is not acknowledged. */
const openPoller = (clock: FakeClock, centre: () => PolledCentre, random: Random): BufferedPoller =>
  openBufferedPoller({
    path: join(folder, "results.sqlite"),
    name: "paris",
    privateKey: keys.privateKey,
    clock,
    url: () => centre().url,
    random: () => random.between(0, 99) / 100,
    seenBy: (buffer) => ({
      epoch: buffer.epoch,
      seen: (number) => buffer.seen(number),
      get last() {
        return buffer.last;
      },
      get size() {
        return buffer.size;
      },
      after(number, ...limits) {
        const news = buffer.after(number, ...limits);
        return news.results.length === 0 || random.chance(0.5)
          ? news
          : buffer.after(Math.max(0, number - 10), ...limits);
      },
    }),
  });

/** What happened to a resource; who was told is another matter, and ids follow from the order of all. */
const historyOf = (events: readonly StoredEvent[], { key }: Resource) =>
  events.filter((event) => event.key === key && event.kind !== "notification").map(({ id: _id, ...event }) => event);

/** True for those whose last message about the resource is one of a problem. */
function believers(messages: readonly Message[], key: ResourceKey): readonly string[] {
  const last = new Map<string, string>();
  for (const message of messages)
    if (message.key === key && (message.kind === "problem" || message.kind === "recovery"))
      last.set(message.contact, message.kind);
  return [...last].flatMap(([contact, kind]) => (kind === "problem" ? [contact] : [])).toSorted();
}

interface Outcome {
  readonly results: number;
  readonly cuts: number;
  readonly kills: number;
  readonly toldStraight: number;
  readonly toldByPoller: number;
  readonly cameAndWent: number;
}

async function runBoth(engine: Engine, seed: number): Promise<Outcome> {
  const random = createRandom(seed);
  const clock = createFakeClock(START);
  const inventory = inventoryOfParis();
  const resources: readonly Resource[] = [...inventory.hosts, ...inventory.services];
  const isSteady = ({ hostName }: Resource): boolean => hostName.startsWith("steady");

  const straightStore = await openStore({ folder: join(folder, "straight"), log: silentLog, exclusive: true });
  const straight: OpenCore = await openCore({ store: straightStore, inventory, clock, engine });
  straight.begin();

  const options = { folder: join(folder, "polled"), inventory, engine, clock };
  let centre = await openPolledCentre(options);
  const { secret } = await centre.pollers.add("paris", 2);
  await centre.pollers.enrol(secret, keys.publicKey);
  // Its own: how often the link asks depends on the time that frames take.
  const poller = openPoller(clock, () => centre, createRandom(seed + 1));
  const { buffer, link } = poller;
  link.start();

  const codes = new Map<ResourceKey, CheckResult["returnCode"]>();
  const finished = new Map<ResourceKey, number[]>(resources.map(({ key }) => [key, []]));
  let made = 0;
  const refused: unknown[] = [];
  const accepting: Promise<unknown>[] = [];
  const give = (some: readonly CheckResult[]): void => {
    for (const result of some)
      accepting.push(
        straight.intake.accept(result).then(
          (outcome) => outcome === "accepted" || refused.push(outcome),
          (error: Error) => refused.push(error),
        ),
      );
    poller.add(some);
    made += some.length;
  };
  let numbered = 0;
  const resultOf = (resource: Resource, returnCode: CheckResult["returnCode"]): CheckResult => {
    codes.set(resource.key, returnCode);
    // No two at the same time.
    const finishedAt = clock.now() + ++numbered / 1e6;
    finished.get(resource.key)!.push(finishedAt);
    return {
      key: resource.key,
      checkType: "active",
      returnCode,
      output: { text: `result ${numbered}`, longText: "", perfdata: "" },
      dueAt: clock.now() - 1,
      startedAt: finishedAt - 0.5,
      finishedAt,
      commandLine: "any",
    };
  };
  const next = (resource: Resource): CheckResult => {
    if (resource.kind === "host" && isSteady(resource)) return resultOf(resource, 0);
    const before = codes.get(resource.key) ?? 0;
    const code = random.chance(0.6) ? before : random.from([0, 0, 1, 2, 3] as const);
    return resultOf(resource, code);
  };
  const comeThrough = (isDone: () => boolean): Promise<void> => untilThrough(isDone, () => link.isConnected);
  const connected = (): boolean => link.isConnected && buffer.size.count === 0;
  const catchUp = async (): Promise<void> => {
    for (; !connected(); await comeThrough(connected)) await clock.advanceBy(1);
  };
  const step = async (seconds: number): Promise<void> => {
    give(Array.from({ length: random.between(1, 16) }, () => next(random.from(resources))));
    await clock.advanceBy(seconds);
  };

  const cuts: { readonly from: number; readonly to: number; readonly caughtUp: number }[] = [];
  let kills = 0;
  let dropped = 0;
  const hours = random.between(0, 3);
  while (made < RESULTS - 12 * resources.length) {
    for (let steps = random.between(1, 25); steps > 0; steps--) {
      await step(STEP);
      await comeThrough(connected);
      // Frames on the way are cut off in between.
      if (random.chance(0.02)) give(Array.from({ length: 20 }, () => next(random.from(resources))));
    }
    const from = clock.now();
    centre.cut();
    await comeThrough(() => !link.isConnected);
    const isKilled = random.chance(0.3);
    if (isKilled) {
      dropped += centre.core.intake.counts().outdated;
      await centre.kill();
      kills++;
    }
    const seconds = cuts.length === hours ? random.between(3_600, 4 * 3_600) : random.from([2, 10, 40, 110, 300, 900]);
    const pace = seconds > 1_000 ? 120 : STEP;
    while (clock.now() - from < seconds) await step(pace);
    if (isKilled) centre = await openPolledCentre(options);
    centre.mend();
    const to = clock.now();
    await catchUp();
    await clock.advanceBy(1);
    cuts.push({ from, to, caughtUp: clock.now() });
  }

  // Whatever it is in, each stays so.
  for (const resource of resources) codes.set(resource.key, isSteady(resource) ? random.from([0, 2]) : 0);
  for (let round = 0; round < 12; round++) {
    for (const resource of resources) {
      const steady = resource.kind === "host" ? 0 : codes.get(resource.key)!;
      give([resultOf(resource, steady)]);
    }
    for (let steps = 0; steps < 60 / STEP; steps++) {
      await clock.advanceBy(STEP);
      await comeThrough(connected);
    }
  }
  await catchUp();
  await straight.ledger.flush();
  await centre.core.ledger.flush();
  await Promise.all(accepting);
  await comeThrough(() => straightStore.pending() === 0 && centre.store.pending() === 0);

  expect(refused).toEqual([]);
  // What was sent again is known by its number, not by its time.
  expect(dropped + centre.core.intake.counts().outdated).toBe(0);
  for (const resource of resources)
    expect(centre.core.ledger.state(resource.key)!.check).toEqual(straight.ledger.state(resource.key)!.check);
  const [ours, theirs] = [await eventsOf(centre.store), await eventsOf(straightStore)];
  for (const resource of resources) expect(historyOf(ours, resource)).toEqual(historyOf(theirs, resource));

  const [byPoller, told] = [await messagesOf(centre.store), await messagesOf(straightStore)];
  for (const resource of resources.filter(isSteady))
    expect({ resource: nameOf(resource), believers: believers(byPoller, resource.key) }).toEqual({
      resource: nameOf(resource),
      believers: believers(told, resource.key),
    });
  for (const { key } of resources.filter(isSteady)) {
    const { check, notification } = centre.core.ledger.state(key)!;
    if (check.state === 0) expect(notification).toMatchObject({ notificationNumber: 0, notifiedContacts: [] });
  }

  let cameAndWent = 0;
  for (const { from, to, caughtUp } of cuts) {
    expect(byPoller.filter(({ at }) => at > from && at < Math.floor(to))).toEqual([]);
    for (const resource of resources.filter(isSteady)) {
      const mine = ({ key }: Pick<Message, "key">): boolean => key === resource.key;
      const recent = finished.get(resource.key)!.filter((at) => at > to - LATE && at < caughtUp + 1).length;
      const heard = byPoller.filter(
        (message) => mine(message) && message.at >= Math.floor(to) && message.at <= caughtUp,
      );
      for (const contact of ["all", "critical"])
        expect(heard.filter((message) => message.contact === contact).length).toBeLessThanOrEqual(1 + recent);
      const missed = told.filter((message) => mine(message) && message.at > from && message.at < to - LATE);
      if (recent > 0 || !missed.some(({ kind }) => kind === "problem") || heard.length > 0) continue;
      cameAndWent++;
      const why = (await centre.store.readDecisions(resource.key, 10_000)).filter(({ at }) => at >= Math.floor(to));
      expect(why.map(({ code }) => code)).toContain("results-late");
    }
  }
  poller.close();
  await centre.kill();
  await straight.stop();
  await straightStore.close();
  return {
    results: made,
    cuts: cuts.length,
    kills,
    toldStraight: told.length,
    toldByPoller: byPoller.length,
    cameAndWent,
  };
}

const nameOf = (resource: Resource): string =>
  resource.kind === "host" ? resource.hostName : `${resource.hostName}/${resource.description}`;

const seedOf = (portion: number): number =>
  process.env["FC_SEED"] === undefined ? Math.floor(Math.random() * 2 ** 31) + portion : Number(process.env["FC_SEED"]);

test.for<[Engine, number]>(
  (["centreon", "nagios"] as const).flatMap((engine) => [1, 2].map((portion): [Engine, number] => [engine, portion])),
)(
  "%s, portion %i: a poller that is cut off leaves the same states and history, and people believe the same",
  { timeout: 60_000 },
  async ([engine, portion], { onTestFailed }) => {
    const seed = seedOf(portion);
    // Also of one that does not end.
    onTestFailed(() => console.error(`FC_SEED=${seed}`));
    const outcome = await runBoth(engine, seed);
    expect(outcome.results).toBeGreaterThanOrEqual(RESULTS);
    expect(outcome.cuts).toBeGreaterThan(0);
  },
);
