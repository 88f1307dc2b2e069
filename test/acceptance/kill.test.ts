import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repetitions } from "../support/repetitions.ts";
import { hostIdOf, hostKey } from "../../src/model/resource-key.ts";
import { isOnPostgres, openTestStore } from "../support/test-store.ts";

const KILLS = repetitions({ all: 16, quick: 8 });
const PROGRAM = join(import.meta.dirname, "../support/commit-loop.ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vigie-kill-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test(
  `nothing acknowledged is lost and no commit is incomplete after each of ${KILLS} kill -9 under load`,
  { timeout: 180_000 },
  async () => {
    const seed = Number(process.env["VIGIE_TEST_SEED"] ?? Date.now() % 2 ** 31);
    console.log(`kill.test.ts: VIGIE_TEST_SEED=${seed}`);
    const random = randomFrom(seed);
    const acknowledged = new Set<number>();
    let newestRevision = 0;
    let next = 1;

    for (let round = 0; round < KILLS; round++) {
      const openCommits = [1, 20, 400, 3_000][round % 4] ?? 1;
      const from = round % 5 === 4 ? "start" : "first-commit";
      const answered = await runAndKill(next, openCommits, from, random() * (from === "start" ? 250 : 300));
      if (from === "first-commit") expect(answered.length, `acknowledged in round ${round}`).toBeGreaterThan(0);
      for (const { number, revision } of answered) {
        acknowledged.add(number);
        expect(revision, `round ${round} of seed ${seed}`).toBeGreaterThan(newestRevision);
        newestRevision = revision;
      }

      const { numbers: found, revision } = await readBack(round === KILLS - 1 ? 1 : next);
      expect(revision, `round ${round} of seed ${seed}`).toBeGreaterThanOrEqual(newestRevision);
      // A commit that was stored but not acknowledged also has a revision.
      newestRevision = revision;
      const lost = [...acknowledged].filter((number) => !found.has(number));
      expect(lost, `lost in round ${round} of seed ${seed}`).toEqual([]);
      next = Math.max(next, ...found) + 1;
    }

    console.log(`kill.test.ts: ${acknowledged.size} acknowledged, ${next - 1} numbers given`);
  },
);

interface Answered {
  readonly number: number;
  readonly revision: number;
}

/**
 * Runs the program and kills it some milliseconds after its start or its first acknowledged commit. Returns the
 * acknowledged numbers, with their revisions.
 */
async function runAndKill(
  first: number,
  openCommits: number,
  from: "start" | "first-commit",
  afterMs: number,
): Promise<Answered[]> {
  const acknowledgedPath = join(folder, "..", `${basename(folder)}.acknowledged`);
  const acknowledged = await open(acknowledgedPath, "w");
  try {
    const program = spawn(process.execPath, [PROGRAM, folder, String(first), String(openCommits)], {
      stdio: ["ignore", "pipe", "pipe", acknowledged.fd],
    });
    const kill = (): void => {
      setTimeout(() => program.kill("SIGKILL"), afterMs);
    };
    if (from === "start") kill();
    else
      program.stdout?.on("data", (chunk: Buffer) => {
        if (chunk.includes("acknowledged")) kill();
      });
    let errorOutput = "";
    program.stderr?.on("data", (chunk: Buffer) => {
      errorOutput += chunk.toString();
    });

    const [, signal] = await once(program, "close");
    if (signal !== "SIGKILL") throw new Error(`The program ended before it was killed: ${errorOutput}`);
    // The last line may be incomplete; whole lines end with a newline.
    return (await readFile(acknowledgedPath, "utf8"))
      .split("\n")
      .slice(0, -1)
      .map((line) => {
        const [number = NaN, revision = NaN] = line.split(" ").map(Number);
        return { number, revision };
      });
  } finally {
    await acknowledged.close();
    await rm(acknowledgedPath);
  }
}

/**
 * Returns the numbers in the store and its revision, after checking that each number has all its parts; events are read
 * from `first` on.
 */
async function readBack(first: number): Promise<{ readonly numbers: Set<number>; readonly revision: number }> {
  const store = await openTestStore(folder);
  try {
    const numbers = new Set<number>();
    const { states, revision } = await store.readSnapshot();
    for (const [key, state] of states) {
      expect(state.check.output).toBe(String(hostIdOf(key)));
      numbers.add(hostIdOf(key));
    }
    const messages = await store.readOutbox(0, numbers.size + 10);
    expect(messages.map(({ comment }) => Number(comment)).sort((a, b) => a - b)).toEqual([...numbers]);
    const withoutEvent: number[] = [];
    for (const number of numbers) {
      if (number < first) continue;
      const events = await store.readEvents(hostKey(number), 2);
      if (events.length !== 1 || events[0]?.output !== String(number)) withoutEvent.push(number);
    }
    expect(withoutEvent).toEqual([]);
    return { numbers, revision };
  } finally {
    await store.close();
    if (!isOnPostgres) checkIntegrity();
  }
}

function checkIntegrity(): void {
  const db = new DatabaseSync(join(folder, "vigie.sqlite"), { readOnly: true });
  expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  db.close();
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
