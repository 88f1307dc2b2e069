import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dumpOf, hostRow } from "../../test/support/centreon-dump.ts";
import type { Store } from "../data/store/store.ts";
import { createImportFolder, openStore, type ImportFolder } from "./import-folder.fixture.ts";

let target: ImportFolder;
beforeEach(() => {
  target = createImportFolder();
});
afterEach(() => target.remove());

test.each([
  ['{"storage":\n {"hosts": [}', /dump\.json:2: not valid JSON: Unexpected token/],
  ['{"storage":\n {"hosts": [', /dump\.json:2: not valid JSON: Unexpected end/],
  [
    dumpOf({ hosts: [hostRow(12, { state: 9 })] }),
    /cannot be imported; 1 problem:\n {2}\/.*dump\.json:1: storage\.hosts row 1: column state: expected .*, found 9/,
  ],
  [
    dumpOf({ hosts: [hostRow(12), hostRow(12)] }),
    /cannot be imported; 2 problems:\n {2}\/.*dump\.json:1: storage\.hosts row 2: host_id 12 occurs 2 times/,
  ],
])("refuses a bad dump and leaves nothing: %j", async (dump, message) => {
  await expect(target.run(dump)).rejects.toMatchObject({
    code: "import-dump",
    message: expect.stringMatching(message),
  });

  expect(readdirSync(target.folder)).toEqual(["dump.json"]);
});

test("names file, line, table, row and column of every mistake", async () => {
  const lines = [
    '{"storage": {',
    '"services": [], "hosts": [',
    `${JSON.stringify(hostRow(12))},`,
    '"not a row",',
    JSON.stringify(hostRow(13, { output: 'a "quoted" [text], {with} \\ signs', state: "UP" })),
    ']}, "configuration": {"contact": [], "timeperiod":',
    '[{"tp_id": 1, "tp_name": "office", "tp_alias": null, "tp_sunday": null, "tp_monday": "9h-18h", "tp_tuesday": null,',
    '"tp_wednesday": null, "tp_thursday": null, "tp_friday": null, "tp_saturday": null}]}}',
  ];

  const refusal: unknown = await target.run(lines.join("\n")).catch((error: unknown) => error);

  const file = join(target.folder, "dump.json");
  expect(String((refusal as Error).message).split("\n")).toEqual([
    `${file} cannot be imported; 3 problems:`,
    `  ${file}:4: storage.hosts row 2: expected an object with one member per column, found "not a row"`,
    `  ${file}:5: storage.hosts row 3: column state: expected 0 or 1 or 2 or 3 or 4 or null, found "UP"`,
    `  ${file}:7: configuration.timeperiod row 1: column tp_monday: expected times such as 09:00-12:00,13:00-24:00 or null, found "9h-18h"`,
  ]);
});

test("refuses a value that the configuration cannot express, with its line, and leaves no file", async () => {
  const dump = dumpOf({ hosts: [hostRow(12, { timezone: "Mars" })] });

  await expect(target.run(dump)).rejects.toMatchObject({
    code: "import-dump",
    message: expect.stringMatching(
      /^Values of the dump make a configuration[^]*hosts\.cfg:\d+: timezone: 'Mars': expected a time zone/,
    ),
  });

  expect(["config", "data"].flatMap((name) => readdirSync(join(target.folder, name)))).toEqual([]);
});

test("reports at most 200 problems and the number of the others", async () => {
  const hosts = Array.from({ length: 300 }, (_, index) => hostRow(index + 1, { state: "x" }));

  await expect(target.run(dumpOf({ hosts }))).rejects.toThrow(/300 problems:[^]*and 100 more$/);
});

test("leaves nothing when the store cannot be written", async () => {
  const failing = async (path: string): Promise<Store> => ({
    ...(await openStore(path)),
    commit: () => Promise.reject(new Error("disk full")),
  });

  await expect(target.run(dumpOf({ hosts: [hostRow(12)] }), { openStore: failing })).rejects.toThrow("disk full");

  expect(readdirSync(join(target.folder, "config"))).toEqual([]);
  expect(readdirSync(join(target.folder, "data"))).toEqual([]);
});

test("removes the leftovers of an interrupted import", async () => {
  for (const name of ["config", "data"]) {
    mkdirSync(join(target.folder, name, ".vigie-import-aaaaaa"), { recursive: true });
    writeFileSync(join(target.folder, name, ".vigie-import-aaaaaa/hosts.cfg"), "half");
  }

  await target.run(dumpOf({ hosts: [hostRow(12)] }));

  expect(readdirSync(join(target.folder, "config")).filter((name) => name.startsWith("."))).toEqual([]);
  expect(readdirSync(join(target.folder, "data")).filter((name) => name.startsWith("."))).toEqual([]);
});

test("does not overwrite a configuration", async () => {
  mkdirSync(join(target.folder, "config"));
  writeFileSync(join(target.folder, "config/nagios.cfg"), "mine");

  await expect(target.run(dumpOf())).rejects.toThrow(/already has a configuration \(nagios\.cfg\)/);

  expect(readdirSync(join(target.folder, "config"))).toEqual(["nagios.cfg"]);
  expect(existsSync(join(target.folder, "data"))).toBe(false);
});

test("does not overwrite a store with objects or accounts, but one that was only opened", async () => {
  await (await openStore(join(target.folder, "data"))).close();
  await target.run(dumpOf({ hosts: [hostRow(12)] }));
  rmSync(join(target.folder, "config"), { recursive: true });

  await expect(target.run(dumpOf({ hosts: [hostRow(13)] }))).rejects.toThrow(/already has objects or accounts/);

  expect(await target.withStore((store) => store.readObjectIds())).toMatchObject([{ id: 12 }]);
});
