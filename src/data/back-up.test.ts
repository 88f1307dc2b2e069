import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DAY, NOW, openHistoryScene, type HistoryScene } from "../../test/support/history-scene.ts";
import { backUp, restore } from "./back-up.ts";
import { seriesFolderOf } from "./timeseries/files/series-folder.ts";

const WITH_METRICS = { withMetrics: true };

let place: string;
let scene: HistoryScene;
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), "vigie-back-up-"));
  scene = await openHistoryScene();
});
afterEach(async () => {
  await scene.remove();
  rmSync(place, { recursive: true, force: true });
});

const file = (): string => join(place, "backup.sqlite");
const outputs = async (): Promise<readonly string[]> =>
  (await scene.history.readNewestEvents(99_999)).map(({ output }) => output).toReversed();
const old = (output: string) => ({ at: NOW - 40 * DAY, output });
const stopped = async (): Promise<void> => {
  await scene.history.stop();
  await scene.store.close();
};

test("a backup has store and history, and a restore puts both back and keeps what was replaced", async () => {
  await scene.add(old("moved"), { output: "new" });
  await scene.archive();
  const { history } = backUp(scene.dataFolder, file(), WITH_METRICS);
  await scene.add(old("after the backup"));
  await scene.archive();
  await stopped();

  const restored = restore(scene.dataFolder, file());

  expect(history?.folder).toBe(`${file()}.history`);
  expect(readdirSync(place).sort()).toEqual(["backup.sqlite", "backup.sqlite.history"]);
  expect(statSync(join(`${file()}.history`, "2026-10.sqlite")).mode & 0o777).toBe(0o600);
  scene = await scene.restart();
  expect(await outputs()).toEqual(["moved", "new"]);
  expect(restored).toMatchObject({ history: { hasHistory: true, kept: expect.stringContaining("history.replaced-") } });
  expect(readdirSync(restored.history.kept!)).toContain("2026-10.sqlite");
  await scene.add({ output: "next" });
  expect((await scene.history.readNewestEvents(1))[0]?.id).toBe(3);
});

test("a backup while events are moved has each event once", { timeout: 180_000 }, async () => {
  const events = Array.from({ length: 6_000 }, (_, place) => old(String(place)));
  for (let from = 0; from < events.length; from += 1_000)
    await Promise.all(events.slice(from, from + 1_000).map((event) => scene.add(event)));
  const all = await outputs();
  scene.history.start();
  await scene.clock.advanceBy(60);
  await expect
    .poll(async () => (await scene.store.readNewestEvents(9_999)).length, { interval: 5 })
    .toBeLessThan(6_000);

  backUp(scene.dataFolder, file(), WITH_METRICS);
  const left = (await scene.store.readNewestEvents(9_999)).length;
  await scene.history.settled();
  await stopped();
  restore(scene.dataFolder, file());
  scene = await scene.restart();

  expect(left).toBeGreaterThan(0);
  expect(await outputs()).toEqual(all);
});

test("a backup without a history leaves none, since other events have the same ids", async () => {
  await scene.add({ output: "new" });
  expect(backUp(scene.dataFolder, file(), WITH_METRICS).history).toBeNull();
  await scene.add(old("moved later"));
  await scene.archive();
  await stopped();

  expect(restore(scene.dataFolder, file())).toMatchObject({ history: { hasHistory: false } });
  scene = await scene.restart();

  expect(await outputs()).toEqual(["new"]);
});

test("a backup is refused, and leaves nothing, if a month cannot be read or its folder exists", async () => {
  await scene.add(old("moved"));
  await scene.archive();
  writeFileSync(`${file()}.history`, "");
  expect(() => backUp(scene.dataFolder, file(), WITH_METRICS)).toThrow(
    expect.objectContaining({ code: "backup-target" }),
  );
  rmSync(`${file()}.history`);
  await scene.history.stop();
  truncateSync(join(scene.months, "2026-10.sqlite"), 4_096);

  expect(() => backUp(scene.dataFolder, file(), WITH_METRICS)).toThrow(
    expect.objectContaining({ code: "store-damaged", message: expect.stringContaining("2026-10.sqlite") }),
  );
  expect(readdirSync(place)).toEqual([]);
});

test("a backup whose performance data cannot be read is refused, leaves nothing, and works without it", async () => {
  await scene.add(old("moved"));
  await scene.archive();
  mkdirSync(seriesFolderOf(scene.dataFolder));
  writeFileSync(join(seriesFolderOf(scene.dataFolder), "registry.sqlite"), "not a database ".repeat(500));

  expect(() => backUp(scene.dataFolder, file(), WITH_METRICS)).toThrow(
    expect.objectContaining({ code: "store-damaged", message: expect.stringContaining("registry.sqlite") }),
  );
  expect(readdirSync(place)).toEqual([]);
  expect(backUp(scene.dataFolder, file(), { withMetrics: false })).toMatchObject({ metrics: null });
  expect(readdirSync(place).sort()).toEqual(["backup.sqlite", "backup.sqlite.history"]);
});

test("a restore of a damaged history is refused, and changes nothing", async () => {
  await scene.add(old("moved"));
  await scene.archive();
  backUp(scene.dataFolder, file(), WITH_METRICS);
  writeFileSync(join(`${file()}.history`, "2026-10.sqlite"), "not a database ".repeat(500));
  await stopped();

  expect(() => restore(scene.dataFolder, file())).toThrow(expect.objectContaining({ code: "backup-unusable" }));

  expect(existsSync(join(scene.dataFolder, "history.restoring"))).toBe(false);
  scene = await scene.restart();
  expect(await outputs()).toEqual(["moved"]);
});
