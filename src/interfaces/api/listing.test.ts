import { Value } from "typebox/value";
import Type from "typebox";
import fc from "fast-check";
import { expect, it } from "vitest";
import { tableOf, seesAll } from "../../../test/support/table-of.ts";
import { createRealtime } from "../../data/realtime/create-realtime.ts";
import { parseListQuery } from "../../data/realtime/search/list-query.ts";
import { presentGroup } from "./group/present.ts";
import { group } from "./group/schema.ts";
import { presentHostMain } from "./host/present.ts";
import { hostMain } from "./host/schema.ts";
import { presentServiceMain, presentServiceWithHost } from "./service/present.ts";
import { serviceMain, serviceWithHost } from "./service/schema.ts";
import { readVersion } from "./versions.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const orNull = <Item>(value: fc.Arbitrary<Item>) => fc.option(value);
// An import may omit any of these.
const gaps = fc.record({
  checkAttempt: orNull(fc.nat(5)),
  lastCheck: orNull(fc.nat()),
  lastStateChange: orNull(fc.nat()),
  output: orNull(fc.string()),
  stateType: orNull(fc.constantFrom<0 | 1>(0, 1)),
  hasBeenChecked: orNull(fc.boolean()),
  executionTime: orNull(fc.constant(0.5)),
  acknowledgement: orNull(fc.constantFrom<"none" | "sticky">("none", "sticky")),
  lastUpdate: orNull(fc.nat()),
});

const tokens = fc.constantFrom("beta", "v20.04", "v21.10", "v22.04", "latest");

it("presents services, hosts and groups exactly as in their schemas, whatever values an import lacks", () => {
  fc.assert(
    fc.property(gaps, orNull(fc.string()), tokens, (gap, name, token) => {
      const version = readVersion(token, "24.10")!;
      const shape = { version, now: 1 };
      const { inventory, snapshot } = tableOf({
        hosts: [
          { name: "web", displayName: name, alias: name, services: [{ description: "Ping", displayName: name }] },
        ],
      });
      const states = new Map([...snapshot.states].map(([key, state]) => [key, stateWith(state, gap)]));
      const realtime = createRealtime({ accountByAlias: () => undefined });
      realtime.load(inventory, { ...snapshot, states }, []);
      const [row] = realtime.listServices(parseListQuery({}), seesAll).rows;

      for (const [schema, item] of [
        [serviceWithHost, presentServiceWithHost(row!, shape)],
        [serviceMain, presentServiceMain(row!, shape)],
        [hostMain, presentHostMain(row!.host, row!.host.services, version)],
        [group, presentGroup({ id: 1, name: "web" }, [{ host: row!.host, services: row!.host.services }], true)],
      ] as const) {
        const written: unknown = JSON.parse(JSON.stringify(item));
        expect(Value.Clean(Type.Unsafe<unknown>(schema), structuredClone(written))).toEqual(written);
        expect([...Value.Errors(schema, written)]).toEqual([]);
      }
    }),
  );
});
