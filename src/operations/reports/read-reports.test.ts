import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readChannels } from "../../alerting/channels/read-channels.ts";
import { readSettings } from "../../config/settings/read-settings.ts";
import { sampleHost, sampleInventory, sampleService } from "../../engine/check/sample-inventory.fixture.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { readReports } from "./read-reports.ts";
import { unknownReported } from "./reported-objects.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-reports-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CHANNELS = `channels:
  ops-mail: { kind: mail, server: "localhost:25", tls: none, from: vigie@example.org }
  hook: { kind: webhook, url: "http://localhost/" }
`;

/** Reads reports whose list begins in line 5 of vigie.yaml. */
function read(list: string): readonly ReportDefinition[] {
  writeFileSync(join(folder, "vigie.yaml"), `${CHANNELS}reports:\n${list}`);
  const settings = readSettings({ flags: { config: folder }, env: {}, root: folder });
  return readReports(settings.reports, readChannels(settings.channels));
}

const REPORT = {
  name: "shop",
  schedule: '"0 7 1 * *"',
  of: "[{ servicegroup: shop, group: 2 }]",
  to: "[ada@example.org]",
  channel: "ops-mail",
} as const;

/** One report, a key in each line: name is in line 5. */
const listOf = (more: Readonly<Record<string, string | null>>): string =>
  Object.entries({ ...REPORT, ...more })
    .filter(([, value]) => value !== null)
    .map(([key, value], index) => `${index === 0 ? "  - " : "    "}${key}: ${value}\n`)
    .join("");

test("the least that a report needs, and all that it may have", () => {
  expect(read(listOf({}))).toMatchObject([
    {
      name: "shop",
      schedule: "0 7 1 * *",
      zone: null,
      range: "last-month",
      period: null,
      countsSoftProblems: false,
      of: [{ target: { kind: "servicegroup", group: "shop", mode: { kind: "at-least", count: 2 } }, title: null }],
      to: ["ada@example.org"],
      subject: null,
    },
  ]);
  const more = {
    zone: "Europe/Paris",
    range: "last-week",
    time_period: "workhours",
    policy: "warning=bad",
    soft: "true",
    to: "ada@example.org",
    subject: "'SLA $RANGE$'",
    of: "[{ host: web, title: The web }, { host: web, service: HTTP }, { hostgroup: all, group: mean }]",
  };
  expect(read(listOf(more))).toMatchObject([
    {
      zone: "Europe/Paris",
      range: "last-week",
      period: { name: "workhours" },
      policy: { warning: { outsideDowntime: "bad" } },
      countsSoftProblems: true,
      to: ["ada@example.org"],
      subject: "SLA $RANGE$",
      of: [
        { target: { kind: "host", host: "web" }, title: "The web" },
        { target: { kind: "service", host: "web", service: "HTTP" } },
        { target: { kind: "hostgroup", group: "all", mode: { kind: "mean" } } },
      ],
    },
  ]);
});

describe("a mistake is refused with its line and its key", () => {
  test.each<[Readonly<Record<string, string | null>>, RegExp]>([
    [{ name: null }, /vigie\.yaml:5: reports\[0\]: 'name' is missing/],
    [{ name: "'web shop'" }, /vigie\.yaml:5: reports\[0\]\.name: expected 1 to 64 letters, digits/],
    [{ schedule: "every month" }, /vigie\.yaml:6: reports\[0\]\.schedule: expected a cron expression of five fields/],
    [{ zone: "Paris" }, /vigie\.yaml:10: reports\[0\]\.zone: expected an IANA time zone such as Europe\/Paris/],
    [{ range: "month" }, /vigie\.yaml:10: reports\[0\]\.range: expected one of last-month, last-week, last-day/],
    [{ policy: "warning=worse" }, /vigie\.yaml:10: reports\[0\]\.policy: warning should be one of good, bad, excluded/],
    [{ of: null }, /'of' is missing/],
    [{ of: "web" }, /vigie\.yaml:7: reports\[0\]\.of: expected a list with "key: value" lines in each item/],
    [{ of: "[{ host: a, hostgroup: b }]" }, /vigie\.yaml:7: reports\[0\]\.of\[0\]: expected one of host, host with/],
    [{ of: "[{ service: b }]" }, /of\[0\]: expected one of host, host with service, hostgroup, servicegroup/],
    [{ of: "[{ host: a, group: any }]" }, /of\[0\]\.group: expected only with hostgroup or servicegroup/],
    [{ of: "[{ hostgroup: a, group: some }]" }, /of\[0\]\.group: expected all, any, mean or the least number/],
    [{ of: "[{ host: a, weight: 2 }]" }, /of\[0\]\.weight: unknown setting; known settings are host, service/],
    [{ of: `[${"{ host: a },".repeat(21)}]` }, /reports\[0\]\.of: expected at most 20 items/],
    [{ to: "[]" }, /'to' is missing/],
    [{ to: "[ada]" }, /vigie\.yaml:8: reports\[0\]\.to: expected an address such as ada@example.org, found 'ada'/],
    [{ to: '["a@b>\\r\\nBcc: <c@d"]' }, /to: expected an address/],
    [{ to: "[{ a: b }]" }, /to: expected a list of values/],
    [{ to: `[${Array.from({ length: 51 }, (_, n) => `a${n}@b`).join()}]` }, /to: expected at most 50 addresses/],
    [
      { channel: "hook" },
      /vigie\.yaml:9: reports\[0\]\.channel: expected a channel of kind mail, found 'hook'; there is ops-mail/,
    ],
    [{ language: "de" }, /vigie\.yaml:10: reports\[0\]\.language: unknown setting; known settings are /],
  ])("%j", (more, message) => {
    expect(() => read(listOf(more))).toThrow(message);
  });

  test("two reports of one name, too many reports, and something else than a list", () => {
    expect(() => read(listOf({}) + listOf({}))).toThrow(
      /vigie\.yaml:10: reports\[1\]\.name: there is another report 'shop'/,
    );
    const many = Array.from({ length: 51 }, (_, n) => listOf({ name: `r${n}` })).join("");
    expect(() => read(many)).toThrow(/reports\[50\]: expected at most 50 reports/);
    expect(() => read("  shop: monthly\n")).toThrow(/vigie\.yaml:4: reports: expected a list of reports/);
  });
});

test("names that the object files do not have are errors of their lines", () => {
  const web = sampleHost(1, "web");
  const inventory = sampleInventory({
    hosts: [web],
    services: Array.from({ length: 1_001 }, (_, n) => sampleService(web, n + 1, `s${n}`)),
    serviceGroups: [{ id: 1, name: "all", alias: "", members: [] }],
  });
  const everything = { id: 2, name: "everything", alias: "", members: inventory.services.map(({ key }) => key) };
  const withAll = { ...inventory, serviceGroups: [...inventory.serviceGroups, everything] };
  const errors = (of: string, more = {}): readonly string[] =>
    unknownReported(withAll, read(listOf({ of, ...more }))).map(
      ({ file, line, directive, message }) => `${file === join(folder, "vigie.yaml")} ${line} ${directive}: ${message}`,
    );

  expect(errors("[{ host: web }, { host: web, service: s1 }, { servicegroup: all }]")).toEqual([]);
  expect(
    errors("\n      - host: db\n      - { host: web, service: none }\n      - hostgroup: x\n      - servicegroup: y"),
  ).toEqual([
    "true 8 of: report 'shop': there is no host 'db'",
    "true 9 of: report 'shop': there is no service 'none' on host 'web'",
    "true 10 of: report 'shop': there is no host group 'x'",
    "true 11 of: report 'shop': there is no service group 'y'",
  ]);
  expect(errors("[{ host: web }]", { time_period: "night" })).toEqual([
    "true 10 time_period: report 'shop': there is no time period 'night'",
  ]);
  expect(errors("[{ servicegroup: everything }]")).toEqual([
    "true 7 of: report 'shop': 1001 hosts and services; a report has at most 1000",
  ]);
});
