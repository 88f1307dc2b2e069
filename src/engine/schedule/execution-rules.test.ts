import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { sampleHost, sampleInventory, sampleService } from "../check/sample-inventory.fixture.ts";
import type { Dependency, Inventory, MainSettings, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { createExecutionRules, type Skip } from "./execution-rules.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { StateFields } from "../../model/state-fields.ts";

// A Tuesday, 22:13:20 UTC.
const NOW = 1_700_000_000;

const host = sampleHost(1, "web");
const gateway = sampleHost(2, "gateway");
const page = sampleService(host, 1, "page");
const database = sampleService(host, 2, "database");
const disk = sampleService(host, 3, "disk");
const all: readonly Resource[] = [host, gateway, page, database, disk];

type States = Readonly<Record<string, Partial<StateFields>>>;
const nameOf = (resource: Resource): string => (resource.kind === "host" ? resource.hostName : resource.description);
const hard = (state: ResourceState["check"]["state"]): Partial<StateFields> => ({
  state,
  stateType: 1,
  lastHardState: state,
});
const soft = (
  state: ResourceState["check"]["state"],
  lastHardState: ResourceState["check"]["state"] = 0,
): Partial<StateFields> => ({
  state,
  stateType: 0,
  lastHardState,
});

const dependsOn = (
  dependent: Resource,
  master: Resource,
  failOn: readonly number[],
  more: Partial<Dependency> = {},
): Dependency => ({
  kind: "execution",
  dependent: dependent.key,
  master: master.key,
  failOn: new Set(failOn),
  inheritsParent: false,
  period: null,
  source: { file: "x", line: 1 },
  ...more,
});

interface Scene {
  readonly states?: States;
  readonly dependencies?: readonly Dependency[];
  readonly parents?: Inventory["serviceParents"];
  readonly main?: Partial<MainSettings>;
  readonly of?: Resource;
  readonly isForced?: boolean;
}

function skipOf({
  states = {},
  dependencies = [],
  parents = new Map(),
  main,
  of = page,
  isForced = false,
}: Scene): Skip | null {
  const byKey = new Map<ResourceKey, Resource>(all.map((resource) => [resource.key, resource]));
  const stateOf = (key: ResourceKey): ResourceState =>
    stateWith(newState(4), {
      ...hard(0),
      ...states[nameOf(byKey.get(key)!)],
    });
  const timePeriods = new Map(
    ["open", "closed"].map((name) => [
      name,
      {
        name,
        alias: name,
        exclude: [],
        exceptions: [],
        weekdays: Array.from({ length: 7 }, () => (name === "open" ? [{ from: 0, to: 1440 }] : [])),
      },
    ]),
  );
  const inventory = {
    ...sampleInventory({ hosts: [host, gateway], services: [page, database, disk], main: main ?? {} }),
    dependencies,
    serviceParents: parents,
    timePeriods,
  };
  const rules = createExecutionRules({ clock: createFakeClock(NOW), inventory: () => inventory, stateOf });
  return rules.skipOf(of, isForced);
}

const onDatabase = (...failOn: number[]): readonly Dependency[] => [dependsOn(page, database, failOn)];
const chain = (inheritsParent: boolean): readonly Dependency[] => [
  dependsOn(page, database, [3], { inheritsParent }),
  dependsOn(database, disk, [2]),
];

describe("a check is skipped by a dependency", () => {
  test.each<[string, Scene, boolean]>([
    ["on a master in one of its states", { dependencies: onDatabase(1, 2), states: { database: hard(2) } }, true],
    ["not on a master in another state", { dependencies: onDatabase(1, 2), states: { database: hard(3) } }, false],
    ["not on a master whose state is soft", { dependencies: onDatabase(2), states: { database: soft(2) } }, false],
    [
      "on a master whose last hard state is one of them",
      { dependencies: onDatabase(2), states: { database: soft(1, 2) } },
      true,
    ],
    [
      "on a master whose state is soft if soft states count",
      { dependencies: onDatabase(2), states: { database: soft(2) }, main: { softStateDependencies: true } },
      true,
    ],
    ["on a pending master by p", { dependencies: onDatabase(4), states: { database: hard(4) } }, true],
    [
      "on a pending master by o, since Nagios starts resources as OK",
      { dependencies: onDatabase(0), states: { database: hard(4) } },
      true,
    ],
    [
      "not without any state (option n)",
      { dependencies: chain(true).map((each) => ({ ...each, failOn: new Set<number>() })), states: { disk: hard(2) } },
      false,
    ],
    ["on a master of its master", { dependencies: chain(true), states: { disk: hard(2) } }, true],
    [
      "not on a master of its master without inherits_parent",
      { dependencies: chain(false), states: { disk: hard(2) } },
      false,
    ],
    [
      "while its period is open",
      { dependencies: [dependsOn(page, database, [2], { period: "open" })], states: { database: hard(2) } },
      true,
    ],
    [
      "not while its period is closed",
      { dependencies: [dependsOn(page, database, [2], { period: "closed" })], states: { database: hard(2) } },
      false,
    ],
    [
      "not for notifications",
      { dependencies: [dependsOn(page, database, [2], { kind: "notification" })], states: { database: hard(2) } },
      false,
    ],
    ["not when forced", { dependencies: onDatabase(2), states: { database: hard(2) }, isForced: true }, false],
    ["of a host", { of: host, dependencies: [dependsOn(host, gateway, [1])], states: { gateway: hard(1) } }, true],
  ])("%s", (_, scene, expected) => {
    expect(skipOf(scene) !== null).toBe(expected);
  });

  test("stops at circular dependencies", () => {
    const dependencies = [
      dependsOn(page, database, [2], { inheritsParent: true }),
      dependsOn(database, page, [2], { inheritsParent: true }),
    ];

    expect(skipOf({ dependencies })).toBeNull();
  });
});

describe("a check is skipped by a service parent", () => {
  const parents = new Map([[page.key, [database.key, disk.key]]]);

  test.each<[string, Scene, boolean]>([
    ["that is CRITICAL, even if another one is OK", { parents, states: { disk: hard(2) } }, true],
    ["that is UNKNOWN", { parents, states: { disk: hard(3) } }, true],
    ["not one that is WARNING", { parents, states: { disk: hard(1) } }, false],
    ["not one that is pending", { parents, states: { disk: hard(4) } }, false],
    ["not one whose problem is soft", { parents, states: { disk: soft(2) } }, false],
    [
      "whose own parent is CRITICAL",
      {
        parents: new Map([
          [page.key, [database.key]],
          [database.key, [disk.key]],
        ]),
        states: { disk: hard(2) },
      },
      true,
    ],
    ["also when forced", { parents, states: { disk: hard(2) }, isForced: true }, true],
  ])("%s", (_, scene, expected) => {
    expect(skipOf(scene) !== null).toBe(expected);
  });
});

describe("a service whose host is down", () => {
  test("is checked unless host_down_disable_service_checks is on", () => {
    expect(skipOf({ states: { web: hard(1) } })).toBeNull();
    expect(skipOf({ states: { web: soft(1) }, main: { hostDownDisableServiceChecks: true } })).toMatchObject({
      reason: "not checked: host web is DOWN",
    });
    expect(skipOf({ states: { web: hard(0) }, main: { hostDownDisableServiceChecks: true } })).toBeNull();
  });
});

test("a skip has a reason and the status that the main file gives", () => {
  const main = {
    hostSkipCheckDependencyStatus: 2,
    serviceSkipCheckDependencyStatus: 3,
    serviceSkipCheckParentStatus: 1,
  };
  const states = { database: hard(2), gateway: hard(1) };

  expect(skipOf({ dependencies: onDatabase(2), states })).toEqual({
    reason: "not checked: it depends on others, and service web/database is CRITICAL",
    status: null,
  });
  expect(skipOf({ dependencies: onDatabase(2), states, main })?.status).toBe(3);
  expect(skipOf({ parents: new Map([[page.key, [database.key]]]), states, main })).toEqual({
    reason: "not checked: it has parents, and service web/database is CRITICAL",
    status: 1,
  });
  expect(skipOf({ of: host, dependencies: [dependsOn(host, gateway, [1])], states, main })).toEqual({
    reason: "not checked: it depends on others, and host gateway is DOWN",
    status: 2,
  });
});
