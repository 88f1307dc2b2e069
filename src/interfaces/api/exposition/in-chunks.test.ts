import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inChunks } from "./in-chunks.ts";

const LINE = `${"x".repeat(99)}\n`;

test("the chunks are the lines", async () => {
  const lines = Array.from({ length: 3_000 }, (_, place) => `${place} ${LINE}`);

  const chunks = await Array.fromAsync(inChunks(lines));

  expect(chunks.join("")).toBe(lines.join(""));
  expect(chunks.length).toBeGreaterThan(3);
});

test("a reader that takes nothing gets little more than a chunk", async () => {
  let made = 0;
  const endless = function* (): Generator<string> {
    for (;;) {
      made += LINE.length;
      yield LINE;
    }
  };
  const stream = Readable.from(inChunks(endless()), { objectMode: false });
  stream.read(1);
  for (let turn = 0; turn < 200; turn++) await setImmediate();

  expect(made).toBeGreaterThan(60_000);
  expect(made).toBeLessThan(300_000);
  stream.destroy();
});

test("a long search for lines lets others run in between", async () => {
  let turns = 0;
  const count = (): void => {
    if (++turns < 5) globalThis.setImmediate(count);
  };
  globalThis.setImmediate(count);
  const giveUp = performance.now() + 10_000;
  const search = function* (): Generator<string> {
    while (turns < 5 && performance.now() < giveUp) yield "";
    yield LINE;
  };

  expect(await Array.fromAsync(inChunks(search()))).toEqual([LINE]);
  expect(turns).toBe(5);
});
