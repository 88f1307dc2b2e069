import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pollerFiles, type PollerFiles } from "./poller-files.ts";

const IDENTITY = { centre: "https://vigie.example.org", pin: null, name: "paris" };

let parent: string;
let folder: string;
let files: PollerFiles;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "vigie-poller-files-"));
  folder = join(parent, "poller");
  files = pollerFiles(folder);
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const rightsOf = (path: string): number => statSync(path).mode & 0o777;

test("before it is enrolled there is nothing", () => {
  expect([files.identity(), files.configuration()]).toEqual([null, null]);
});

test("identity, key and configuration are there for the next start, for their owner alone", () => {
  files.saveIdentity(IDENTITY, "the key");
  files.saveConfiguration({ id: "c1", generation: 4, data: Buffer.from([0, 255, 7]) });

  const next = pollerFiles(folder);
  expect(next.identity()).toEqual(IDENTITY);
  expect(next.privateKeys()).toEqual(["the key"]);
  expect(next.configuration()).toEqual({ id: "c1", generation: 4, data: Buffer.from([0, 255, 7]) });
  expect(rightsOf(folder)).toBe(0o700);
  for (const name of ["poller.json", "poller.key", "configuration.json"])
    expect([name, rightsOf(join(folder, name))]).toEqual([name, 0o600]);
});

test("the key can be replaced while it runs; another identity has no configuration yet", () => {
  files.saveIdentity(IDENTITY, "the key");
  files.saveConfiguration({ id: "c1", generation: 4, data: Buffer.from("x") });

  const other = pollerFiles(folder);
  const second = other.nextKey();
  expect(other.nextKey()).toBe(second);
  expect(files.privateKeys()).toEqual(["the key", second]);
  other.useNextKey();
  expect(files.privateKeys()).toEqual([second]);
  expect(files.configuration()).not.toBeNull();

  files.nextKey();
  files.saveIdentity({ ...IDENTITY, name: "rome" }, "the key of rome");
  expect(files.privateKeys()).toEqual(["the key of rome"]);
  expect(files.configuration()).toBeNull();
});

test.each(["poller.json", "configuration.json"])("a damaged %s is refused by its name", (name) => {
  files.saveIdentity(IDENTITY, "the key");
  writeFileSync(join(folder, name), "{");
  const read = name === "poller.json" ? files.identity : files.configuration;
  expect(read).toThrow(join(folder, name));
});
