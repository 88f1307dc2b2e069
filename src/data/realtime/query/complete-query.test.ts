import { expect, test } from "vitest";
import { seesAll, tableOf } from "../../../../test/support/table-of.ts";
import { createRealtime } from "../create-realtime.ts";
import { completeQuery } from "./complete-query.ts";

// 40 of each, in the order of their texts: web1, web10, web11.
const NUMBERS = Array.from({ length: 40 }, (_, at) => at + 1).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
const { inventory, snapshot } = tableOf({
  hosts: NUMBERS.map((number) => ({
    name: `web${number}`,
    alias: `Web ${number}`,
    address: `10.0.0.${number}`,
    groups: [`rack${number}`],
    services: [{ description: `Disk ${number}`, groups: [`disks${number}`] }],
  })),
});
const varied = {
  ...inventory,
  hosts: inventory.hosts.map((host, at) => ({
    ...host,
    contacts: [`on-call-${NUMBERS[at]}`],
    customVariables: new Map([
      ["SLOT", `s${NUMBERS[at]}`],
      [`U${NUMBERS[at]}`, ""],
    ]),
  })),
};
const realtime = createRealtime({ accountByAlias: () => undefined });
realtime.load(varied, snapshot, []);

test.each([
  ["web", (number: number) => `host:web${number} `],
  ["host:", (number: number) => `web${number} `],
  ["address:10", (number: number) => `10.0.0.${number} `],
  ["alias:we", (number: number) => `"Web ${number}" `],
  ["service:di", (number: number) => `"Disk ${number}" `],
  ["group:r", (number: number) => `rack${number} `],
  ["servicegroup:", (number: number) => `disks${number} `],
  ["contact:on", (number: number) => `on-call-${number} `],
  ["var.slot:", (number: number) => `s${number} `],
  ["var.u", (number: number) => `var.U${number}:`],
])("%s is completed in natural order", (text, textOf) => {
  const context = { visibility: seesAll, inventory: varied };
  const { items } = completeQuery(text, text.length, realtime.index(), context);

  expect(items.map((item) => item.text)).toEqual(Array.from({ length: 20 }, (_, at) => textOf(at + 1)));
});
