import { beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import type { BufferedResult } from "../../data/result-buffer/result-buffer.ts";
import {
  calls,
  sampleHost,
  sampleInventory,
  sampleService,
  type SampleParts,
} from "../../engine/check/sample-inventory.fixture.ts";
import { silentLog } from "../../lib/log.ts";
import { createShutdownStack } from "../../lib/shutdown-stack.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { newCheck } from "../../model/initial-state.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Unnumbered } from "../protocol/frames.ts";
import { createPollerCore, type PollerCore } from "./poller-core.ts";

const START = 1_800_000_000;
const web = sampleHost(1, "web", { ...calls("ok"), checkInterval: 5, maxCheckAttempts: 3, retryInterval: 1 });
const page = sampleService(web, 2, "page", { ...calls("ok"), checkInterval: 5, retryInterval: 1, maxCheckAttempts: 3 });
const parts: SampleParts = { hosts: [web], services: [page], commands: { ok: "/bin/true" } };

let clock: FakeClock;
let answers: Map<ResourceKey, CheckResult["returnCode"]>;
let results: BufferedResult<Unnumbered>[];
let core: PollerCore;
let mayCheckGroup: boolean;
let signals: AbortSignal[];
let ran: { readonly key: ResourceKey; readonly at: number }[];
/** What a check waits for before it ends. */
let untilEnd: Promise<unknown> | null;

beforeEach(() => {
  clock = createFakeClock(START);
  [answers, results, ran, mayCheckGroup, signals] = [new Map(), [], [], true, []];
  untilEnd = null;
  core = createPollerCore(sampleInventory(parts), [], {
    runner: {
      start: async () => {},
      stop: async () => {},
      run: async ({ key }, _inventory, dueAt, signal) => {
        if (signal !== undefined) signals.push(signal);
        ran.push({ key, at: clock.now() - START });
        await untilEnd;
        const output = { text: "said", longText: "", perfdata: "" };
        const [startedAt, finishedAt] = [clock.now(), clock.now() + 0.1];
        const returnCode = answers.get(key) ?? 0;
        return { key, checkType: "active", returnCode, output, dueAt, startedAt, finishedAt, commandLine: "x" };
      },
    },
    engine: "nagios",
    maxConcurrentChecks: 10,
    mostChecks: 10,
    clock,
    log: silentLog,
    onResults: (some) => results.push(...some),
    mayCheckGroup: () => mayCheckGroup,
    onStateChange: () => {},
  });
  core.start(createShutdownStack(silentLog));
});

const timesOf = (key: ResourceKey): readonly number[] =>
  ran.filter((one) => one.key === key).map(({ at }) => Math.round(at));

test("checks what it is told, retries what is soft as the server does, and hands over each result", async () => {
  await clock.advanceBy(600);
  const [first] = timesOf(page.key);
  answers.set(page.key, 2);
  const before = timesOf(page.key).length;
  await clock.advanceBy(900);
  const since = timesOf(page.key).slice(before);

  // Every five minutes, each minute while it is soft, then every five minutes again.
  expect(since.map((at) => at - since[0]!).slice(0, 4)).toEqual([0, 60, 120, 420]);
  expect(first).toBeLessThan(300);
  const ofPage = results.filter(({ row }) => row[1] === 2);
  expect(ofPage.map(({ row }) => row[2])).toEqual([...Array.from({ length: before }, () => 0), ...since.map(() => 2)]);
  // First result, first soft problem, hard problem.
  expect(ofPage.filter(({ isNews }) => isNews)).toHaveLength(3);
});

test("an asked check runs at once, whatever is planned", async () => {
  await clock.advanceBy(400);
  const before = timesOf(web.key).length;
  core.ask({ host: 1, service: 0, how: "now", at: null });
  core.ask({ host: 9, service: 0, how: "now", at: null });
  await clock.advanceBy(1);
  expect(timesOf(web.key)).toHaveLength(before + 1);
});

test("a state that changed at the centre is what its next result follows", async () => {
  await clock.advanceBy(400);
  core.take([
    {
      key: page.key,
      check: { ...newCheck(2), checkAttempt: 2, stateType: 0, hasBeenChecked: true, lastCheck: START + 400 },
    },
  ]);
  answers.set(page.key, 2);
  const before = results.length;
  core.ask({ host: 1, service: 2, how: "now", at: null });
  await clock.advanceBy(1);
  const since = timesOf(page.key).length;
  await clock.advanceBy(290);
  expect(results.slice(before).some(({ isNews, row }) => isNews && row[1] === 2)).toBe(true);
  // It is hard with this one: no retry within five minutes.
  expect(timesOf(page.key)).toHaveLength(since);
});

test("another configuration: what is gone is not checked any more, what is new is", async () => {
  await clock.advanceBy(400);
  const other = sampleHost(3, "db", { ...calls("ok"), checkInterval: 5 });
  core.configure(sampleInventory({ ...parts, hosts: [web, other], services: [] }));
  const before = timesOf(page.key).length;
  await clock.advanceBy(900);
  expect(timesOf(page.key)).toHaveLength(before);
  expect(timesOf(other.key).length).toBeGreaterThan(1);
  expect(core.counts()).toEqual({ running: 0, late: 0 });
});

test("a check of a service that was removed meanwhile ends without a result, and the others go on", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  untilEnd = promise;
  core.ask({ host: 1, service: 2, how: "now", at: null });
  await clock.advanceBy(1);
  core.configure(sampleInventory({ ...parts, services: [] }));
  untilEnd = null;
  resolve();
  await clock.advanceBy(600);
  expect(results.filter(({ row }) => row[1] === 2)).toEqual([]);
  expect(results.filter(({ row }) => row[1] === 0).length).toBeGreaterThan(1);
  expect(core.counts()).toEqual({ running: 0, late: 0 });
});

test("hosts of the group are checked while that is allowed; what runs then is ended; own hosts are always checked", async () => {
  const [shared, own] = [sampleHost(3, "shared", { ...calls("ok"), pollerId: 9 }), sampleHost(4, "own", calls("ok"))];
  const ofShared = sampleService(shared, 5, "page", calls("ok"));
  const group = { id: 9, name: "europe", members: [], takeoverDelaySeconds: 60 };
  mayCheckGroup = false;
  core.configure({
    ...sampleInventory({ ...parts, hosts: [shared, own], services: [ofShared] }),
    pollerGroups: new Map([[9, group]]),
  });
  core.ask({ host: 3, service: 5, how: "now", at: null });
  await clock.advanceBy(900);
  expect([timesOf(shared.key), timesOf(ofShared.key)]).toEqual([[], []]);
  expect(timesOf(own.key).length).toBeGreaterThan(1);

  mayCheckGroup = true;
  core.groupChanged();
  await clock.advanceBy(900);
  const [hosts, services] = [timesOf(shared.key).length, timesOf(ofShared.key).length];
  expect(Math.min(hosts, services)).toBeGreaterThan(1);
  expect(signals).toHaveLength(hosts + services);
  expect(signals.some(({ aborted }) => aborted)).toBe(false);

  mayCheckGroup = false;
  core.groupChanged();
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
  const count = results.length;
  await clock.advanceBy(900);
  expect([timesOf(shared.key).length, timesOf(ofShared.key).length]).toEqual([hosts, services]);
  expect(results.slice(count).every(({ row }) => row[0] === own.hostId)).toBe(true);
});
