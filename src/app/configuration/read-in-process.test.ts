import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCurrentInventory } from "../../operations/adaptive/current-inventory.ts";
import { readConfiguration } from "./configuration.ts";
import { EMPTY_INVENTORY } from "../../config/objects/objects.fixture.ts";
import { atOnce } from "../../lib/cooperative.ts";
import { silentLog } from "../../lib/log.ts";
import { openStore } from "../../data/store/open-store.ts";
import { cornerSample } from "../../../test/objects-cache/samples.ts";
import { readConfigurationInProcess } from "./read-in-process.ts";
import { unpackInventory } from "./unpack-inventory.ts";

let configFolder: string;
let dataFolder: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-reload-"));
  configFolder = join(folder, "config");
  dataFolder = join(folder, "data");
  mkdirSync(configFolder);
  const { main, files } = cornerSample();
  writeFileSync(join(configFolder, "vigie.cfg"), `${main}interval_length=30\n`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(configFolder, name), text);
  await (await openStore({ folder: dataFolder, log: silentLog, exclusive: false })).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ids of the processes with these words in their command line. */
const processesNaming = (words: string): string[] =>
  readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(words);
    } catch {
      return false;
    }
  });

const read = () => readConfigurationInProcess({ configFolder, dataFolder }, new AbortController().signal);

describe("a configuration read in a separate process", () => {
  test("equals the one that a start reads", async () => {
    const direct = readConfiguration(configFolder, { known: [], pollerGroups: [] });

    const received = await read();
    const { inventory, hosts, services } = atOnce(unpackInventory(received, createCurrentInventory(EMPTY_INVENTORY)));

    expect(direct.errors).toEqual([]);
    expect(inventory).toEqual(direct.accepted?.inventory);
    expect(received).toMatchObject({
      accessGroups: direct.accepted?.accessGroups,
      newIds: direct.newIds,
      warnings: direct.warnings,
      summary: direct.summary,
    });
    expect([hosts.added.length, services.added.length]).toEqual([inventory.hosts.length, inventory.services.length]);
  });

  test("shares every host, service and main setting with the previous one if nothing changed", async () => {
    const before = createCurrentInventory(
      readConfiguration(configFolder, { known: [], pollerGroups: [] }).accepted!.inventory,
    );

    const { inventory, hosts, services } = atOnce(unpackInventory(await read(), before));

    expect(inventory.services.every((service, place) => service === before.configured.services[place])).toBe(true);
    expect(inventory.hosts.every((host, place) => host === before.configured.hosts[place])).toBe(true);
    expect(inventory.main).toBe(before.configured.main);
    expect([...hosts.added, ...hosts.changed, ...services.added, ...services.changed]).toEqual([]);
  });

  test("reports every error, as a start does", async () => {
    writeFileSync(join(configFolder, "corners.cfg"), "define host {\n  nonsense 1\n}\ndefine service {\n");

    const { accessGroups, errors } = await read();

    expect(accessGroups).toBeNull();
    expect(errors).toEqual(readConfiguration(configFolder, { known: [], pollerGroups: [] }).errors);
    expect(errors.length).toBeGreaterThan(1);
  });

  test("is refused with the code of the store if that cannot be read", async () => {
    const dataFolder = join(folder, "missing");

    await expect(
      readConfigurationInProcess({ configFolder, dataFolder }, new AbortController().signal),
    ).rejects.toMatchObject({ code: "store-read-only", message: expect.stringContaining("unable to open database") });
  });

  test("is refused at the time limit, and the process ends", async () => {
    await expect(
      readConfigurationInProcess({ configFolder, dataFolder, limitMs: 1 }, new AbortController().signal),
    ).rejects.toMatchObject({
      code: "configuration-not-read",
      message: expect.stringContaining("within 0.001 s. Is one of them on a file system that does not answer?"),
    });

    await expect.poll(() => processesNaming(configFolder)).toEqual([]);
  });

  test("refuses with a code when no process can be started, and reads the next time", () => {
    const program = `
      import { closeSync, openSync } from "node:fs"
      import { readConfigurationInProcess } from ${JSON.stringify(join(import.meta.dirname, "read-in-process.ts"))}
      const read = () => readConfigurationInProcess(${JSON.stringify({ configFolder, dataFolder })}, new AbortController().signal)
      const taken = []
      try { for (;;) taken.push(openSync("/dev/null")) } catch {}
      const failure = await read().catch(({ code, message }) => ({ code, message }))
      for (const fd of taken) closeSync(fd)
      console.log(JSON.stringify([failure, (await read()).errors]))`;
    const { stdout, stderr, status } = spawnSync(
      "/bin/sh",
      ["-c", 'ulimit -n 60; exec "$@"', "sh", process.execPath, "--input-type=module", "-e", program],
      { encoding: "utf8" },
    );

    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(JSON.parse(stdout)).toEqual([
      { code: "reload-not-started", message: expect.stringMatching(/could not be started: spawn .*EMFILE/) },
      [],
    ]);
  });
});
