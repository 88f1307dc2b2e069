import { beforeEach, expect, test } from "vitest";
import { sampleHost, sampleInventory, sampleService, calls } from "../../engine/check/sample-inventory.fixture.ts";
import type { CheckRequests } from "../../engine/schedule/scheduler.ts";
import type { Inventory } from "../../model/objects.ts";
import type { Ask } from "../protocol/frames.ts";
import { createRemoteChecks, type RemoteChecks } from "./remote-checks.ts";

const local = sampleHost(1, "local");
const remote = sampleHost(2, "remote", { pollerId: 2, pollerName: "paris" });
const stray = sampleHost(3, "stray", { pollerId: 7, pollerName: "nowhere" });
const page = sampleService(remote, 5, "page", calls("any"));

let inventory: Inventory;
let isConnected: boolean;
let asked: (readonly [number, Ask])[];
let ranHere: number[];
let checks: RemoteChecks;
let requests: CheckRequests;
beforeEach(() => {
  inventory = {
    ...sampleInventory({ hosts: [local, remote, stray], services: [page] }),
    pollers: new Map([[2, "paris"]]),
  };
  [isConnected, asked, ranHere] = [true, [], []];
  checks = createRemoteChecks({
    inventory: () => inventory,
    groups: { placeOf: ({ pollerId }) => pollerId, isKnownThere: () => false },
    ask(pollerId, ask) {
      if (isConnected) asked.push([pollerId, ask]);
      return isConnected;
    },
  });
  const note = (key: number): void => void ranHere.push(key);
  requests = checks.across({
    rescheduleAfter: (_resource, wanted) => wanted,
    runNow: note,
    runOnDemand: note,
    runAt: note,
    isPending: () => false,
  });
});

test("a host and its services are checked by the poller that it names; by the centre if there is no such poller", () => {
  expect([local, remote, page, stray].map(({ key }) => checks.placeOf(key))).toEqual([1, 2, 2, 1]);
  inventory = { ...inventory, pollers: new Map() };
  expect(checks.isHere(page)).toBe(true);
});

test("requests reach the place that checks", () => {
  requests.runNow(local.key);
  requests.runNow(page.key);
  requests.runOnDemand(remote.key);
  requests.runAt(page.key, 1_800_000_000);
  expect(ranHere).toEqual([local.key]);
  expect(asked).toEqual([
    [2, { host: 2, service: 5, how: "now", at: null }],
    [2, { host: 2, service: 0, how: "on-demand", at: null }],
    [2, { host: 2, service: 5, how: "at", at: 1_800_000_000 }],
  ]);
});

test("those of operators wait for a poller that is away, the newest of each resource; those of results do not", () => {
  isConnected = false;
  requests.runNow(page.key);
  requests.runAt(page.key, 1_800_000_000);
  requests.runOnDemand(remote.key);
  expect(checks.takeWaiting(2)).toEqual([{ host: 2, service: 5, how: "at", at: 1_800_000_000 }]);
  expect(checks.takeWaiting(2)).toEqual([]);
});

test("the freshness of what a poller checks is none of the centre's business", () => {
  expect([requests.isPending(page.key), requests.isPending(local.key)]).toEqual([true, false]);
});
