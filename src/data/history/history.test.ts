import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { sampleEvent } from "../../../test/support/record-samples.ts";
import { silentLog } from "../../lib/log.ts";
import { hostKey } from "../../model/resource-key.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { openHistory, type OpenHistory } from "./open-history.ts";
import { DEFAULT_DAYS } from "./retention-classes.ts";

const NOW = Date.UTC(2026, 10, 29, 12) / 1000;
const DAY = 86_400;

let folder: string;
let store: Store;
let clock: FakeClock;
let history: OpenHistory;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-history-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(NOW);
  history = await openHistory({
    dataFolder: folder,
    store,
    clock,
    log: silentLog,
    settings: () => ({ days: DEFAULT_DAYS, fullText: false }),
  });
});
afterEach(async () => {
  await history.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test("moves", async () => {
  for (let n = 0; n < 100; n++)
    await store.commit([
      {
        kind: "event",
        event: { ...sampleEvent(hostKey(1 + (n % 3))), at: NOW - 60 * DAY + n * 0.6 * DAY, output: `${n}` },
      },
    ]);
  history.start();
  await clock.advanceBy(61);
  await history.settled();
  console.log(readdirSync(join(folder, "history")), (await store.readNewestEvents(1000)).length);
  const all = await history.readNewestEvents(1000);
  expect(all.map((e) => e.output)).toEqual(Array.from({ length: 100 }, (_, n) => `${99 - n}`));
  console.log(await history.readPage({ limit: 5, before: undefined! }), await history.count({}));
});
