import { execFileSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/access-scene.ts";
import { LineWriter, type LineWriterOptions } from "./line-writer.ts";
import { openForAppending } from "./regular-file.ts";

const line = (number: number): string => `line ${number} ${"x".repeat(90)}\n`;
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/^line (\d+) x{90}$/gm)].map(([, number]) => Number(number));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Pipe whose ends are both open here; without a reader it takes 64 KiB. */
function pipe(): { readonly fd: number; read(): string } {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = Buffer.alloc(1_000_000);
  return {
    fd: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK),
    read() {
      try {
        return buffer.toString("utf8", 0, readSync(reader, buffer));
      } catch {
        return "";
      }
    },
  };
}

function writerTo(fd: number, options: Partial<LineWriterOptions> = {}) {
  const seen = { troubles: [] as (string | undefined)[], dropped: 0 };
  const writer = new LineWriter({
    fd,
    onTrouble: ({ code }) => seen.troubles.push(code),
    onDropped: (count) => (seen.dropped += count),
    ...options,
  });
  return { writer, seen };
}

test("lines are written in order, and all before the end", async () => {
  const path = join(temporaryFolder(), "log");
  const { writer } = writerTo(openForAppending(path));

  for (const number of upTo(20_000)) writer.write(line(number));
  await writer.close();

  expect(numbersIn(readFileSync(path, "utf8"))).toEqual(upTo(20_000));
});

test("while a pipe is not read, lines wait, and those beyond the limit are dropped and counted", async () => {
  const { fd, read } = pipe();
  const { writer, seen } = writerTo(fd, { maxBytes: 200_000 });

  for (const number of upTo(10_000)) writer.write(line(number));
  let got = "";
  await expect
    .poll(() => {
      got += read();
      return numbersIn(got).length + seen.dropped;
    })
    .toBe(10_000);

  expect(numbersIn(got)).toEqual(upTo(10_000 - seen.dropped));
  expect(seen.dropped).toBeGreaterThan(7_000);
  expect(seen.troubles).toEqual([]);
  writer.write("after\n");
  await writer.close();
  expect(read()).toBe("after\n");
});

test("a line that the old file has in part is whole in the new one", async () => {
  const { fd, read } = pipe();
  const path = join(temporaryFolder(), "log");
  const { writer } = writerTo(fd);
  // More than the pipe takes.
  for (const number of upTo(1000)) writer.write(line(number));
  await writer.close();
  let old = read();
  expect(numbersIn(old).length).toBeGreaterThan(500);

  writer.replace(openForAppending(path));
  await writer.close();

  // A write that was going on when the pipe was read had space in it then.
  old += read();
  expect([...numbersIn(old), ...numbersIn(readFileSync(path, "utf8"))]).toEqual(upTo(1000));
});

test.runIf(existsSync("/dev/full"))("a full disk is told once, and the lines wait for another file", async () => {
  const path = join(temporaryFolder(), "log");
  const { writer, seen } = writerTo(openSync("/dev/full", "w"));

  for (const number of upTo(3)) writer.write(line(number));
  await expect.poll(() => seen.troubles).toEqual(["ENOSPC"]);
  for (const number of upTo(6).slice(3)) writer.write(line(number));
  await setImmediate();
  writer.flushSync();
  expect(seen.troubles).toEqual(["ENOSPC"]);
  for (const number of upTo(9).slice(6)) writer.write(line(number));
  writer.replace(openForAppending(path));
  await writer.close();

  expect(numbersIn(readFileSync(path, "utf8"))).toEqual(upTo(9));
});

test("a pipe that its reader closed takes no more, and nothing waits for it", async () => {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const { writer, seen } = writerTo(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  closeSync(reader);

  for (const number of upTo(100)) writer.write(line(number));
  await writer.close();
  writer.write(line(1));
  writer.flushSync();

  expect(seen).toEqual({ troubles: [], dropped: 0 });
});

test("what waits is written before a sudden end", () => {
  const path = join(temporaryFolder(), "log");
  const { writer } = writerTo(openForAppending(path));

  for (const number of upTo(5000)) writer.write(line(number));
  writer.flushSync();

  expect(numbersIn(readFileSync(path, "utf8")).length).toBeGreaterThanOrEqual(4999);
});
