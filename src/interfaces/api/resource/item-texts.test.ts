import { expect, test } from "vitest";
import { tableOf, seesAll } from "../../../../test/support/table-of.ts";
import { stateWith } from "../../../../test/support/state-with.ts";
import type { Caller } from "../../../access/caller.ts";
import { createRealtime } from "../../../data/realtime/create-realtime.ts";
import { createItemTexts } from "./item-texts.ts";
import { shownFor } from "./links.ts";
import { presentResource } from "./present.ts";

const caller = (isAdmin: boolean, roles: readonly string[]): Caller => ({
  contactId: 1,
  alias: "ada",
  isAdmin,
  visibility: seesAll,
  hasRole: (role) => roles.includes(role),
});
const CALLERS = [
  caller(true, ["host_schedule_check", "service_schedule_forced_check"]),
  caller(false, []),
  caller(false, ["service_schedule_check"]),
];

const LINK = '"downtime":"/centreon/api/latest/monitoring/hosts/1/services/1/downtimes?search=';

test("texts of items are those of JSON, whatever changed since they were kept", () => {
  const { inventory, snapshot } = tableOf({ hosts: [{ name: "web", services: [{ description: LINK }] }] });
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, []);
  const [service] = realtime.listServices({ page: 1, limit: 1, search: {}, sortBy: [] }, seesAll).rows;
  const rows = [service!, service!.host];
  const textOf = createItemTexts();
  const expectSame = (now: number): void => {
    for (const row of rows) {
      for (const each of CALLERS) {
        const shown = shownFor(each, now);
        expect(JSON.parse(textOf(row, shown))).toEqual(JSON.parse(JSON.stringify(presentResource(row, shown))));
      }
    }
  };

  expectSame(1_700_000_000.5);
  expectSame(1_800_000_000);
  for (const row of rows) {
    const { key } = "service" in row ? row.service : row.host;
    realtime.show({ kind: "state", key, state: stateWith(row.state, { state: 1, output: `${LINK}\n`, lastCheck: 9 }) });
    expectSame(1_800_000_000);
  }
  realtime.replace([
    { ...service!.service, activeChecks: false, actionUrl: "http://a/$HOSTNAME$" },
    { ...service!.host.host, notificationsEnabled: false },
  ]);
  expectSame(1_800_000_001);
});

test("a text that is kept is used again", () => {
  const { inventory, snapshot } = tableOf({ hosts: [{ name: "web" }] });
  const realtime = createRealtime({ accountByAlias: () => undefined });
  realtime.load(inventory, snapshot, []);
  const [row] = realtime.listHosts({ page: 1, limit: 1, search: {}, sortBy: [] }, seesAll).rows;
  let reads = 0;
  const counted = new Proxy(row!, {
    get: (target, name) => {
      if (name === "host") reads++;
      return Reflect.get(target, name) as unknown;
    },
  });
  const textOf = createItemTexts();
  const shown = shownFor(CALLERS[0]!, 0);
  textOf(counted, shown);
  const first = reads;
  textOf(counted, shown);
  expect(reads - first).toBeLessThan(first / 2);
});
