import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleEvent } from "../../../../test/support/record-samples.ts";
import { temporaryFolder } from "../../../../test/support/access-scene.ts";
import { silentLog } from "../../../lib/log.ts";
import { hostKey } from "../../../model/resource-key.ts";
import { Refusal } from "../../../model/refusal.ts";
import { backUpStore, openStore, restoreStore } from "../open-store.ts";
import type { Store } from "../store.ts";

const open = (folder: string): Promise<Store> => openStore({ folder, log: silentLog, exclusive: true });
const event = (output: string) => ({ kind: "event", event: { ...sampleEvent(hostKey(1)), output } }) as const;
const texts = async (folder: string): Promise<readonly string[]> => {
  const store = await open(folder);
  const events = await store.readEvents(hostKey(1), 1_000_000);
  await store.close();
  return events.map(({ output }) => output).toReversed();
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe("a backup", () => {
  test("of a store in use is one state of it, while commits go on", async () => {
    const [folder, place] = [join(temporaryFolder(), "data"), temporaryFolder()];
    const store = await open(folder);
    let isWriting = true;
    const writing = (async () => {
      // Two events a commit: a copy between them would have an odd number.
      for (let number = 0; isWriting; number++) await store.commit([event(`${number}`), event(`${number}`)]);
    })();
    for (const number of [1, 2, 3]) {
      backUpStore(folder, join(place, `${number}.sqlite`));
      // The commits of this process run between two copies only, the writer's thread during them.
      await store.commit([event("between"), event("between")]);
    }
    isWriting = false;
    await writing;
    await store.close();

    const counts: number[] = [];
    for (const number of [1, 2, 3]) {
      const restored = join(temporaryFolder(), "data");
      restoreStore(restored, join(place, `${number}.sqlite`));
      counts.push((await texts(restored)).length);
    }
    expect(counts.map((count) => count % 2)).toEqual([0, 0, 0]);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(counts[2]).toBeGreaterThan(counts[0]!);
  });

  test("is readable by its owner only, and never replaces a file", async () => {
    const [folder, place] = [join(temporaryFolder(), "data"), temporaryFolder()];
    await (await open(folder)).close();
    const file = join(place, "backup.sqlite");

    backUpStore(folder, file);

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(place)).toEqual(["backup.sqlite"]);
    expect(codeOf(() => backUpStore(folder, file))).toBe("backup-target");
    expect(codeOf(() => backUpStore(folder, join(place, "missing", "x")))).toBe("backup-target");
  });

  test.each([
    ["a folder that does not exist", () => join(temporaryFolder(), "nosuch")],
    ["a folder without a store", () => temporaryFolder()],
  ])("of %s is refused, and nothing is created", (_, folderOf) => {
    const folder = folderOf();
    const file = join(temporaryFolder(), "backup.sqlite");

    expect(codeOf(() => backUpStore(folder, file))).toBe("store-missing");
    expect([existsSync(file), existsSync(folder) ? readdirSync(folder) : []]).toEqual([false, []]);
  });
});

describe("a restore", () => {
  test("takes a data folder that lost its database, and leaves aside what remained of its log", async () => {
    const [folder, file] = [join(temporaryFolder(), "data"), join(temporaryFolder(), "kept.sqlite")];
    const store = await open(folder);
    await store.commit([event("before")]);
    backUpStore(folder, file);
    await store.commit([event("after")]);
    const log = readFileSync(join(folder, "vigie.sqlite-wal"));
    await store.close();
    rmSync(join(folder, "vigie.sqlite"));
    writeFileSync(join(folder, "vigie.sqlite-wal"), log);
    mkdirSync(join(folder, "history"));

    expect(restoreStore(folder, file)).toEqual({ kept: null });
    expect(await texts(folder)).toEqual(["before"]);
    expect(readdirSync(folder).filter((name) => name.includes("replaced"))).toEqual([
      expect.stringMatching(/^vigie\.sqlite\.replaced-.*-wal$/),
    ]);
  });

  test("puts the backup in place and keeps the replaced store", async () => {
    const [folder, file] = [join(temporaryFolder(), "data"), join(temporaryFolder(), "backup.sqlite")];
    const store = await open(folder);
    await store.commit([event("old")]);
    backUpStore(folder, file);
    await store.commit([event("new")]);
    await store.close();

    const { kept } = restoreStore(folder, file);

    expect(await texts(folder)).toEqual(["old"]);
    restoreStore(folder, kept!);
    expect(await texts(folder)).toEqual(["old", "new"]);
  });

  test("is refused while a server runs, and changes nothing", async () => {
    const [folder, file] = [join(temporaryFolder(), "data"), join(temporaryFolder(), "backup.sqlite")];
    const store = await open(folder);
    backUpStore(folder, file);
    const before = readdirSync(folder);

    expect(codeOf(() => restoreStore(folder, file))).toBe("store-in-use");
    expect(readdirSync(folder)).toEqual(before);
    await store.close();
  });

  test("replaces a damaged store, and keeps it with its log as it is", async () => {
    const [folder, file] = [join(temporaryFolder(), "data"), join(temporaryFolder(), "backup.sqlite")];
    const store = await open(folder);
    await store.commit([event("good")]);
    await store.close();
    backUpStore(folder, file);
    const damaged = "not a database ".repeat(500);
    writeFileSync(join(folder, "vigie.sqlite"), damaged);
    writeFileSync(join(folder, "vigie.sqlite-wal"), "its log");

    const { kept } = restoreStore(folder, file);

    expect(await texts(folder)).toEqual(["good"]);
    expect(readFileSync(kept!, "utf8")).toBe(damaged);
    expect(readFileSync(`${kept!}-wal`, "utf8")).toBe("its log");
  });

  test.each([
    ["no file", "nosuch.sqlite", null],
    ["an empty file", "empty", ""],
    ["another file", "text", "hello ".repeat(1000)],
  ])("of %s is refused, and the store stays", async (_, name, content) => {
    const [folder, place] = [join(temporaryFolder(), "data"), temporaryFolder()];
    const store = await open(folder);
    await store.commit([event("mine")]);
    await store.close();
    if (content !== null) writeFileSync(join(place, name), content);

    expect(codeOf(() => restoreStore(folder, join(place, name)))).toBe("backup-unusable");
    expect(await texts(folder)).toEqual(["mine"]);
  });
});

describe("a store that must exist", () => {
  test("is not created", async () => {
    const folder = join(temporaryFolder(), "data");
    const opening = openStore({ folder, log: silentLog, exclusive: false, mustExist: true });

    await expect(opening).rejects.toMatchObject({ code: "store-missing" });
    await expect(opening).rejects.toThrow(`There is no store in the data folder ${folder}: the folder does not exist.`);
    expect(existsSync(folder)).toBe(false);
  });
});

// Only root can give files away.
describe.runIf(process.getuid?.() === 0)("files that root makes", () => {
  const OWNER = 65_534;

  test("in the folder of another user belong to that user", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o700);
    chownSync(folder, OWNER, OWNER);
    const file = join(temporaryFolder(), "backup.sqlite");
    const store = await open(folder);
    await store.commit([event("one")]);
    const whileOpen = readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).uid]);
    await store.close();
    backUpStore(folder, file);
    restoreStore(folder, file);

    expect(whileOpen.map(([name]) => name)).toContain("vigie.sqlite-wal");
    const after = readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).uid]);
    expect([...whileOpen, ...after].filter(([, uid]) => uid !== OWNER)).toEqual([]);
  });
});
