import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ResultBuffer, type BufferedResult, type BufferLimits } from "./result-buffer.ts";

let folder: string;
let now = 1_000_000;
/** By how much the clock was set forward. */
let setForward = 0;
const clock = { now: () => now + setForward, monotonic: () => now };
type Row = [text: string, at: number];
const open: ResultBuffer<Row>[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-result-buffer-"));
});
afterEach(() => {
  for (const buffer of open.splice(0)) buffer.close();
  rmSync(folder, { recursive: true });
});

function opened(options: { readonly bootId?: string; readonly limits?: BufferLimits } = {}): ResultBuffer<Row> {
  const buffer = ResultBuffer.open<Row>({
    path: join(folder, "results.sqlite"),
    clock,
    bootId: "a",
    ...options,
  });
  open.push(buffer);
  return buffer;
}

const result = (text: string, isNews = false): BufferedResult<Row> => ({
  row: [text, 10],
  isNews,
});
const numbersOf = (buffer: ResultBuffer<Row>, after = 0): readonly number[] =>
  buffer.after(after, 500, 1e6).results.map(([number]) => number);
const textsOf = (buffer: ResultBuffer<Row>): readonly string[] =>
  buffer.after(0, 500, 1e6).results.map(([, text]) => text);

test("results are numbered in order, kept until they are seen, and over a restart of the process", () => {
  const buffer = opened();
  buffer.add([result("one"), result("two")]);
  buffer.add([result("three")]);
  expect(buffer.after(0, 500, 1e6)).toEqual({
    gap: null,
    results: ["one", "two", "three"].map((text, index) => [index + 1, text, 10]),
  });

  buffer.seen(2);
  expect(numbersOf(buffer)).toEqual([3]);
  expect(buffer.size.count).toBe(1);

  buffer.close();
  open.length = 0;
  const again = opened();
  expect(again.epoch).toBe(buffer.epoch);
  expect(numbersOf(again)).toEqual([3]);
  again.add([result("four")]);
  expect(numbersOf(again)).toEqual([3, 4]);
  again.seen(4);
  again.add([result("five")]);
  expect(numbersOf(again)).toEqual([5]);
});

test("a batch has at most so many results and bytes, and at least one", () => {
  const buffer = opened();
  buffer.add(Array.from({ length: 10 }, () => result("x".repeat(1_000))));
  expect(buffer.after(0, 4, 1e6).results).toHaveLength(4);
  expect(buffer.after(0, 500, 3_500).results).toHaveLength(3);
  expect(buffer.after(7, 500, 1).results.map(([number]) => number)).toEqual([8]);
});

test("when it is full, results that changed nothing go first, and all that went is told", () => {
  const buffer = opened({ limits: { maxBytes: 12_000, maxSeconds: 86_400 } });
  for (let index = 1; index <= 30; index++) buffer.add([result(`${index} ${"x".repeat(900)}`, index % 5 === 0)]);
  const kept = buffer.after(0, 500, 1e6);
  const numbers = kept.results.map(([number]) => number);
  expect(numbers).toEqual(expect.arrayContaining([5, 10, 15, 20, 25, 30]));
  expect(numbers.length).toBeLessThan(14);
  const missing = Array.from({ length: 30 }, (_, index) => index + 1).filter((number) => !numbers.includes(number));
  expect(kept.gap).toEqual({ from: 1, to: 29, count: missing.length });
  expect(buffer.after(5, 2, 1e6).gap!.count).toBe(
    missing.filter((number) => number > 5 && number < buffer.after(5, 2, 1e6).results[1]![0]).length,
  );
  expect(buffer.size.bytes).toBeLessThanOrEqual(12_000);

  for (let index = 31; index <= 60; index++) buffer.add([result(`${index} ${"x".repeat(900)}`, true)]);
  expect(numbersOf(buffer).at(-1)).toBe(60);
  expect(numbersOf(buffer)).not.toContain(5);
});

test("results older than the limit are given up", () => {
  const buffer = opened({ limits: { maxBytes: 1e9, maxSeconds: 3_600 } });
  buffer.add([result("old", true)]);
  now += 3_601;
  buffer.add([result("new")]);
  expect(textsOf(buffer)).toEqual(["new"]);
  expect(buffer.after(0, 500, 1e6).gap).toEqual({ from: 1, to: 1, count: 1 });
});

test("a clock that is set forward by days makes no result older", () => {
  const buffer = opened();
  buffer.add([result("before")]);
  setForward = 3 * 86_400;
  buffer.add([result("after")]);
  expect(textsOf(buffer)).toEqual(["before", "after"]);
  setForward = 0;
});

test("after a start of the machine no number is given that may have been given before", () => {
  const buffer = opened();
  buffer.add([result("one")]);
  buffer.close();
  open.length = 0;
  const again = opened({ bootId: "b" });
  again.add([result("two")]);
  const { gap, results } = again.after(0, 500, 1e6);
  expect(results.map(([number]) => number)).toEqual([1, 1_000_002]);
  expect(gap).toEqual({ from: 1, to: 1_000_001, count: 0 });
});

test("numbers that the centre has and the disk has lost are not given again", () => {
  const buffer = opened();
  buffer.add([result("one")]);
  buffer.seen(50);
  buffer.add([result("two")]);
  expect(numbersOf(buffer)).toEqual([51]);
});

test("a damaged file is set aside, and numbers of another epoch begin", () => {
  const before = opened();
  before.add([result("one")]);
  before.close();
  open.length = 0;
  rmSync(join(folder, "results.sqlite-wal"), { force: true });
  writeFileSync(join(folder, "results.sqlite"), "no database ".repeat(1_000));
  const damages: string[] = [];
  const buffer = ResultBuffer.open<Row>({
    path: join(folder, "results.sqlite"),
    clock,
    bootId: "a",
    onDamage: (aside) => damages.push(aside),
  });
  open.push(buffer);
  expect(buffer.epoch).not.toBe(before.epoch);
  expect(buffer.last).toBe(0);
  expect(damages).toHaveLength(1);
  expect(existsSync(damages[0]!)).toBe(true);
});

test("on a full disk what is durable at the centre is forgotten later, and nothing else is", ({ skip }) => {
  const probe = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]);
  if (probe.status !== 0) skip("this system does not allow users to mount a file system (unshare -rm)");
  const program = join(import.meta.dirname, "../../../test/support/fill-the-disk-of-results.ts");

  const { stdout, stderr } = spawnSync("unshare", ["-rm", process.execPath, program, folder], { encoding: "utf8" });
  expect(stderr).toBe("");
  const { refused, before, whileFull, afterwards, kept, last, count } = JSON.parse(stdout);
  expect(refused).toBeGreaterThan(100);
  expect(whileFull).toEqual(before);
  expect(afterwards).toBe("taken");
  expect(last).toBe(before.at(-1) + 1);
  expect(kept).toEqual([...before.filter((number: number) => number > 7), last]);
  expect(count).toBe(kept.length);
});
