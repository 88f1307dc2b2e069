import { beforeEach, expect, test } from "vitest";
import type { BufferedResult } from "../../data/result-buffer/result-buffer.ts";
import { silentLog } from "../../lib/log.ts";
import type { Unnumbered } from "../protocol/frames.ts";
import { createResultQueue, type ResultQueue } from "./result-queue.ts";

let isFull: boolean;
let tries: number;
/** Texts in the order in which they were written, and `lost N` for those that were given up before them. */
let written: string[];
let woken: number;
let queue: ResultQueue;
beforeEach(() => {
  [isFull, tries, written, woken] = [false, 0, [], 0];
  const mustHaveSpace = (): void => {
    tries++;
    if (isFull) throw new Error("disk full");
  };
  queue = createResultQueue(
    {
      add(results) {
        mustHaveSpace();
        written.push(...results.map(({ row }) => row[7]));
      },
      giveUp(count) {
        mustHaveSpace();
        written.push(`lost ${count}`);
      },
    },
    silentLog,
    () => woken++,
  );
});

const results = (from: number, count: number): readonly BufferedResult<Unnumbered>[] =>
  Array.from({ length: count }, (_, index) => ({
    row: [1, 2, 0, "active", null, 1, 1, String(from + index), "", "", null],
    isNews: false,
  }));

test("results are written at once, and that is told", () => {
  queue.add(results(1, 2));
  expect([written, woken, queue.waiting]).toEqual([["1", "2"], 1, 0]);
});

test("while the disk takes none they wait in memory, and come in order when it does", () => {
  isFull = true;
  for (let number = 1; number <= 3; number++) queue.add(results(number, 1));
  expect([written, tries, queue.waiting, woken]).toEqual([[], 1, 3, 0]);
  queue.retry();
  isFull = false;
  queue.retry();
  expect([written, queue.waiting, woken]).toEqual([["1", "2", "3"], 0, 1]);
});

test("of more than 10,000 the oldest are given up, which is noted before the others", () => {
  isFull = true;
  queue.add(results(1, 10_005));
  queue.add(results(10_006, 1));
  expect(queue.waiting).toBe(10_000);
  isFull = false;
  queue.retry();
  expect(written.slice(0, 2)).toEqual(["lost 6", "7"]);
  expect(written).toHaveLength(10_001);
});
