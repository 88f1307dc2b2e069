import { describe, expect, it } from "vitest";
import { sampleHost, sampleInventory, sampleService } from "../../engine/check/sample-inventory.fixture.ts";
import type { Host, Inventory, Resource } from "../../model/objects.ts";
import type { NotificationKind } from "../../model/history-event.ts";
import { newState } from "../../model/initial-state.ts";
import type { StateCode } from "../../model/resource-state.ts";
import { impactOf } from "./impact.ts";
import { impactText } from "./impact-text.ts";
import { stateWith } from "../../../test/support/state-with.ts";

/** Hosts with their parents, by name; ids in this order. */
const network = (parents: Readonly<Record<string, readonly string[]>>): Inventory =>
  sampleInventory({
    hosts: Object.entries(parents).map(([name, of], index) => sampleHost(index + 1, name, { parents: of })),
  });
const host = (inventory: Inventory, name: string): Host => inventory.hosts.find(({ hostName }) => hostName === name)!;
const names = (hosts: readonly Host[]): string => hosts.map(({ hostName }) => hostName).join(" ");
const behind = (inventory: Inventory, name: string): string =>
  names(impactOf(host(inventory, name), inventory, () => null).hostsBehind);

describe("the hosts behind a host", () => {
  it.each([
    ["a chain", { a: [], b: ["a"], c: ["b"] }, "a", "b c"],
    ["the middle of a chain", { a: [], b: ["a"], c: ["b"] }, "b", "c"],
    ["the end of a chain", { a: [], b: ["a"], c: ["b"] }, "c", ""],
    ["a host with a second way", { a: [], x: [], b: ["a", "x"] }, "a", ""],
    ["a diamond behind it", { a: [], b: ["a"], c: ["a"], d: ["b", "c"] }, "a", "b c d"],
    ["one side of a diamond", { a: [], b: ["a"], c: ["a"], d: ["b", "c"] }, "b", ""],
    ["what is behind a host with a second way", { a: [], x: [], b: ["a", "x"], c: ["b"] }, "a", ""],
    ["a host whose farther parent is behind it too", { a: [], c: ["b", "a"], b: ["a"], d: ["c", "b"] }, "a", "c b d"],
    ["a circle, which a configuration should not have", { a: ["c"], b: ["a"], c: ["b"] }, "a", "b c"],
    ["a parent that is not configured", { a: [], b: ["a", "gone"] }, "a", ""],
  ])("%s", (_case, parents, of, expected) => {
    expect(behind(network(parents), of)).toBe(expected);
  });

  it("visits a wide and deep network once", () => {
    const layers = Array.from({ length: 100 }, (_, layer) => Array.from({ length: 20 }, (_, n) => `l${layer}n${n}`));
    const parents = Object.fromEntries([
      ["root", []],
      ...layers.flatMap((hosts, layer) => hosts.map((name) => [name, layer === 0 ? ["root"] : layers[layer - 1]!])),
    ]);
    const inventory = network(parents as Record<string, string[]>);

    expect(impactOf(host(inventory, "root"), inventory, () => null).hostsBehind).toHaveLength(2000);
  });
});

describe("the text about them", () => {
  const router = sampleHost(1, "router");
  const many = Array.from({ length: 25 }, (_, n) => sampleHost(n + 2, `h${n}`, { parents: ["router"] }));
  const services = ["ping", "bgp", "fan"].map((name, index) => sampleService(router, 50 + index, name));
  const inventory = sampleInventory({ hosts: [router, ...many], services });
  const text = (
    of: Resource,
    state: StateCode,
    kind: NotificationKind,
    others: ReadonlyMap<Resource, StateCode> = new Map(),
  ): string => {
    const codes = new Map([...others].map(([resource, code]) => [resource.key, code]));
    return impactText(of, { kind, state: { check: { state } } }, inventory, (key) =>
      stateWith(newState(4), {
        state: codes.get(key) ?? 0,
      }),
    );
  };

  it("counts services with problems and unreachable hosts, with at most twenty names", () => {
    expect(
      text(
        router,
        1,
        "problem",
        new Map([
          [services[0]!, 2],
          [services[2]!, 3],
        ]),
      ),
    ).toBe(
      `2 of its 3 services have problems: ping (CRITICAL), fan (UNKNOWN)\n25 hosts behind it cannot be reached: ${many
        .slice(0, 20)
        .map(({ hostName }) => hostName)
        .join(", ")} and 5 more`,
    );
  });

  it("names what still fails at a recovery", () => {
    expect(
      text(
        router,
        0,
        "recovery",
        new Map<Resource, StateCode>([
          [services[1]!, 1],
          [many[3]!, 2],
        ]),
      ),
    ).toBe("Still failing: 1 of its 3 services: bgp (WARNING)\nStill failing: 1 host behind it: h3 (UNREACHABLE)");
  });

  it("is in all messages about a host that is down, and only in the recovery of one that is up", () => {
    const failing = new Map<Resource, StateCode>([[services[1]!, 1]]);

    expect(text(router, 1, "acknowledgement", failing)).toMatch(/^1 of its 3 services has a problem: bgp/);
    expect(text(router, 0, "downtime-start", failing)).toBe("");
  });

  it("is empty if nothing is behind or fails, for services, and for a host that is itself unreachable", () => {
    expect([
      text(many[0]!, 1, "problem"),
      text(router, 0, "recovery"),
      text(services[0]!, 2, "problem"),
      text(router, 2, "problem"),
    ]).toEqual(["", "", "", ""]);
  });
});
