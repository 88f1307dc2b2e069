import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repetitions } from "../support/repetitions.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { NOW } from "../support/history-scene.ts";
import { createRandom } from "../support/random.ts";
import { openHistory } from "../../src/data/history/open-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { openStore } from "../../src/data/store/open-store.ts";
import { silentLog } from "../../src/lib/log.ts";

const KILLS = repetitions({ all: 8, quick: 4 });
const PROGRAM = join(import.meta.dirname, "../support/archive-loop.ts");

test(
  `no event is lost, and none is there twice, after each of ${KILLS} kill -9 while events are moved`,
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "vigie-kill-archiver-"));
    const seed = Number(process.env["VIGIE_TEST_SEED"] ?? Date.now() % 2 ** 31);
    console.log(`kill-archiver.test.ts: VIGIE_TEST_SEED=${seed}`);
    const random = createRandom(seed);
    const acknowledged = new Set<number>();
    let wereMoved = 0;
    try {
      for (let round = 0; round < KILLS; round++) {
        const next = [...acknowledged].reduce((highest, number) => Math.max(highest, number), 0) + 1;
        for (const number of await runAndKill(folder, next, random.between(0, 400))) acknowledged.add(number);

        const { numbers, inStore } = await readBack(join(folder, "data"));
        expect(new Set(numbers).size, `twice in round ${round} of seed ${seed}`).toBe(numbers.length);
        const found = new Set(numbers);
        expect(
          [...acknowledged].filter((number) => !found.has(number)),
          `lost in round ${round} of seed ${seed}`,
        ).toEqual([]);
        for (const number of found) acknowledged.add(number);
        wereMoved = numbers.length - inStore;
      }
      console.log(`kill-archiver.test.ts: ${acknowledged.size} events, ${wereMoved} of them moved`);
      expect(wereMoved).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** Runs the program and kills it some milliseconds after it copied events and began to delete them. Returns the acknowledged numbers. */
async function runAndKill(folder: string, first: number, afterMs: number): Promise<readonly number[]> {
  const path = join(folder, "acknowledged");
  const acknowledged = openSync(path, "w");
  const program = spawn(process.execPath, [PROGRAM, join(folder, "data"), String(first)], {
    stdio: ["ignore", "pipe", "inherit", acknowledged],
  });
  program.stdout!.once("data", () => setTimeout(() => program.kill("SIGKILL"), afterMs));
  const [, signal] = await once(program, "close");
  closeSync(acknowledged);
  if (signal !== "SIGKILL") throw new Error("The program ended before it was killed");
  // The last line may be incomplete; whole lines end with a newline.
  return readFileSync(path, "utf8").split("\n").slice(0, -1).map(Number);
}

/** Reads all events by both ways, which must agree. */
async function readBack(
  dataFolder: string,
): Promise<{ readonly numbers: readonly number[]; readonly inStore: number }> {
  const store = await openStore({ folder: dataFolder, log: silentLog, exclusive: true });
  const history = await openHistory({
    dataFolder,
    store,
    clock: createFakeClock(NOW),
    log: silentLog,
    settings: () => ({ days: DEFAULT_DAYS, fullText: true }),
  });
  try {
    const byId = await history.readNewestEvents(1_000_000);
    const { events } = await history.readPage({ limit: 1_000_000 });
    expect(events.map(({ id }) => id).sort((one, other) => other - one)).toEqual(byId.map(({ id }) => id));
    expect(await history.readPage({ limit: 5, words: ["nowhere"] })).toEqual({ events: [], next: null });
    expect(history.problem()).toBeNull();
    return {
      numbers: byId.map(({ output }) => Number(output)),
      inStore: (await store.readNewestEvents(1_000_000)).length,
    };
  } finally {
    await history.stop();
    await store.close();
  }
}
