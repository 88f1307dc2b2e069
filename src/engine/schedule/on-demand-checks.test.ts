import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { sampleHost, sampleInventory, sampleService } from "../check/sample-inventory.fixture.ts";
import type { Dependency, MainSettings, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { createOnDemandChecks } from "./on-demand-checks.ts";
import { stateWith } from "../../../test/support/state-with.ts";
import type { StateFields } from "../../model/state-fields.ts";

const NOW = 1_700_000_000;
const OLD = NOW - 60;
const FRESH = NOW - 10;

const core = sampleHost(1, "core");
const edge = sampleHost(2, "edge", { parents: ["core"], maxCheckAttempts: 3 });
const leaf = sampleHost(3, "leaf", { parents: ["edge"] });
const page = sampleService(edge, 1, "page", { maxCheckAttempts: 3 });
const disk = sampleService(edge, 2, "disk");
const all: readonly Resource[] = [core, edge, leaf, page, disk];

const up: Partial<StateFields> = { state: 0, hasBeenChecked: true, lastCheck: OLD };
const down: Partial<StateFields> = { ...up, state: 1 };
const unreachable: Partial<StateFields> = { ...up, state: 2 };
const critical: Partial<StateFields> = { ...up, state: 2 };
const cached = { lastCheck: FRESH };

const dependency = (dependent: Resource, master: Resource, kind: Dependency["kind"]): Dependency => ({
  kind,
  dependent: dependent.key,
  master: master.key,
  failOn: new Set([2]),
  inheritsParent: false,
  period: null,
  source: { file: "x", line: 1 },
});

interface Scene {
  readonly of: Resource;
  readonly before: Partial<StateFields>;
  readonly after: Partial<StateFields>;
  /** States of the others; UP or OK and checked a minute ago if omitted. */
  readonly states?: Readonly<Record<string, Partial<StateFields>>>;
  readonly dependencies?: readonly Dependency[];
  readonly main?: Partial<MainSettings>;
}

function checkedAfter({ of, before, after, states = {}, dependencies = [], main }: Scene): string[] {
  const nameOf = (resource: Resource): string => (resource.kind === "host" ? resource.hostName : resource.description);
  const byKey = new Map<ResourceKey, Resource>(all.map((resource) => [resource.key, resource]));
  const stateOf = (key: ResourceKey): ResourceState =>
    stateWith(newState(4), { ...up, ...states[nameOf(byKey.get(key)!)] });
  const checked: string[] = [];
  const inventory = {
    ...sampleInventory({ hosts: [core, edge, leaf], services: [page, disk], main: main ?? {} }),
    dependencies,
  };
  const checks = createOnDemandChecks({
    clock: createFakeClock(NOW),
    inventory: () => inventory,
    stateOf,
    check: (key) => checked.push(nameOf(byKey.get(key)!)),
  });

  checks.afterResult(of, stateWith(newState(4), before), stateWith(newState(4), after));
  return checked;
}

describe("after the result of a service its host is checked", () => {
  test.each<[string, Omit<Scene, "of">, string[]]>([
    ["when a problem begins", { before: up, after: critical }, ["edge"]],
    ["when a problem changes", { before: critical, after: { ...critical, state: 1 } }, ["edge"]],
    [
      "not when a problem begins and it was checked a horizon ago",
      { before: up, after: critical, states: { edge: { ...up, lastCheck: NOW - 15 } } },
      [],
    ],
    [
      "when it is down, the service OK, and it was checked a horizon ago",
      { before: critical, after: up, states: { edge: { ...critical, lastCheck: NOW - 15 } } },
      ["edge"],
    ],
    ["not when a problem continues", { before: critical, after: critical }, []],
    ["not when a problem ends and the host is up", { before: critical, after: up }, []],
    ["not when its state is cached", { before: up, after: critical, states: { edge: { ...up, ...cached } } }, []],
    [
      "always without a horizon",
      {
        before: up,
        after: critical,
        states: { edge: { ...up, ...cached } },
        main: { cachedHostCheckHorizonSeconds: 0 },
      },
      ["edge"],
    ],
    ["when it is OK and the host is down", { before: up, after: up, states: { edge: down } }, ["edge"]],
    ["not when it fails and the host is down", { before: up, after: critical, states: { edge: down } }, []],
    [
      "when the host was never checked and is not due soon",
      { before: up, after: up, states: { edge: { hasBeenChecked: false, lastCheck: null, nextCheck: NOW + 301 } } },
      ["edge"],
    ],
    [
      "not when the host was never checked and is due soon",
      { before: up, after: up, states: { edge: { hasBeenChecked: false, lastCheck: null, nextCheck: NOW + 299 } } },
      [],
    ],
    [
      "when the state of the host is from the future",
      { before: up, after: critical, states: { edge: { ...up, lastCheck: NOW + 3600 } } },
      ["edge"],
    ],
  ])("%s", (_, scene, expected) => {
    expect(checkedAfter({ of: page, ...scene })).toEqual(expected);
  });
});

describe("checks after the result of a host", () => {
  test.each<[string, Omit<Scene, "of">, string[]]>([
    ["that goes down: its parent if that is up, and its children", { before: up, after: down }, ["core", "leaf"]],
    [
      "that goes down: not its parent if that is down",
      { before: up, after: unreachable, states: { core: down } },
      ["leaf"],
    ],
    ["that goes down: not an unreachable child", { before: up, after: down, states: { leaf: unreachable } }, ["core"]],
    [
      "that goes down: a child that is down, since it may be unreachable now",
      { before: up, after: down, states: { leaf: { ...down, ...cached } } },
      ["core", "leaf"],
    ],
    [
      "that goes down: not those with a cached state",
      { before: up, after: down, states: { core: { ...up, ...cached }, leaf: { ...up, ...cached } } },
      [],
    ],
    ["that comes up: none that is up", { before: down, after: up }, []],
    [
      "that comes up: its parent if that is down, and children that are not up",
      { before: down, after: up, states: { core: down, leaf: { ...unreachable, ...cached } } },
      ["core", "leaf"],
    ],
    ["that stays down: none", { before: down, after: down }, []],
    ["that becomes unreachable: none", { before: down, after: unreachable }, []],
  ])("%s", (_, scene, expected) => {
    expect(checkedAfter({ of: edge, ...scene })).toEqual(expected);
  });
});

describe("dependencies of a problem are checked", () => {
  const soft = (attempt: number): Partial<StateFields> => ({ ...critical, stateType: 0, checkAttempt: attempt });
  const quiet = { edge: { ...up, ...cached } };
  const dependencies = [dependency(page, disk, "execution"), dependency(page, disk, "notification")];

  test.each<[string, Omit<Scene, "of" | "states"> & { readonly disk?: Partial<StateFields> }, string[]]>([
    ["once when it begins", { before: up, after: soft(1) }, ["disk"]],
    ["before the last attempt", { before: soft(1), after: soft(2) }, ["disk"]],
    [
      "not when it is hard and continues",
      { before: { ...critical, stateType: 1 }, after: { ...critical, stateType: 1 } },
      [],
    ],
    ["not when it ends", { before: soft(1), after: up }, []],
    ["not when its state is cached", { before: up, after: soft(1), disk: { ...up, ...cached } }, []],
    [
      "not when enable_predictive_service_dependency_checks is off",
      { before: up, after: soft(1), main: { enablePredictiveServiceDependencyChecks: false } },
      [],
    ],
  ])("%s", (_, { disk: ofDisk = up, ...scene }, expected) => {
    expect(checkedAfter({ of: page, dependencies, states: { ...quiet, disk: ofDisk }, ...scene })).toEqual(expected);
  });

  test("before the last of three attempts if the configuration has no number", () => {
    const of = { ...page, maxCheckAttempts: null };
    const scene = { of, dependencies, states: quiet, before: soft(1) };

    expect(checkedAfter({ ...scene, after: soft(2) })).toEqual(["disk"]);
    expect(checkedAfter({ ...scene, after: soft(1) })).toEqual([]);
  });
});
