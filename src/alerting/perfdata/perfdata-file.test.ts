import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/access-scene.ts";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import type { Log } from "../../lib/log.ts";
import { PerfdataFile, type PerfdataFileOptions } from "./perfdata-file.ts";

const PATIENT = { interval: 5 };
const CALL = { name: "take-away", args: [], raw: "take-away" };
let clock: FakeClock;
let path: string;
let logged: string[];
let dropped: number;
let open: PerfdataFile[];

beforeEach(() => {
  clock = createFakeClock();
  path = join(temporaryFolder(), "perfdata");
  logged = [];
  dropped = 0;
  open = [];
});
afterEach(() => Promise.all(open.map((file) => file.close())));

const note = (fields: object, message: string): void => {
  if ("entries" in fields) dropped += Number(fields.entries);
  logged.push(message + ("reason" in fields ? `: ${String(fields.reason).split(",", 1)[0]}` : ""));
};
const log: Log = { debug: () => {}, info: note, warn: note, error: note };

function fileAt(options: Partial<PerfdataFileOptions> = {}): PerfdataFile {
  const file = new PerfdataFile({
    path,
    mode: "append",
    clock,
    log,
    plan: () => ({ seconds: 0, call: null }),
    process: async () => {},
    ...options,
  });
  open.push(file);
  file.start();
  return file;
}
const text = (name = path): string => (existsSync(name) ? readFileSync(name, "utf8") : "");

test.each([
  ["append", "before\nnew\n"],
  ["write", "new\n"],
] as const)("mode %s", async (mode, expected) => {
  appendFileSync(path, "before\n");
  fileAt({ mode }).write("new\n");
  await expect.poll(() => text()).toBe(expected);
});

test("lines that come while the file is processed are in the next one", async () => {
  const done = Promise.withResolvers<void>();
  let calls = 0;
  const file = fileAt({
    mode: "write",
    plan: () => ({ seconds: 15, call: CALL }),
    async process() {
      calls++;
      renameSync(path, `${path}.${calls}`);
      if (calls === 1) await done.promise;
    },
  });
  file.write("first\n");
  await expect.poll(() => text()).toBe("first\n");
  await clock.advanceBy(15);
  await expect.poll(() => calls).toBe(1);
  file.write("second\n");
  await clock.advanceBy(60);
  expect([calls, text(), text(`${path}.1`)]).toEqual([1, "", "first\n"]);

  done.resolve();
  await expect.poll(() => text()).toBe("second\n");
  await clock.advanceBy(15);
  await expect.poll(() => text(`${path}.2`)).toBe("second\n");
  expect(text(`${path}.1`)).toBe("first\n");
});

test("a FIFO that nobody reads holds what fits, then drops and says so; nothing waits for it", async () => {
  execFileSync("mkfifo", [path]);
  const file = fileAt({ mode: "pipe" });
  const line = `${"x".repeat(999)}\n`;
  const lines = 10_000;
  for (let count = 0; count < lines; count++) file.write(line);
  await expect.poll(() => logged).toEqual(["performance data for a file is dropped: too much waits for it"]);

  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let got = "";
  await expect
    .poll(() => {
      got += readAll(reader);
      return got.length + dropped * line.length;
    }, PATIENT)
    .toBe(lines * line.length);
  closeSync(reader);
  expect(logged.slice(1)).toEqual(["performance data for a file was dropped"]);
  expect(new Set(got.split("\n").slice(0, -1))).toEqual(new Set([line.trim()]));
  expect(got.length).toBeGreaterThan(3_000_000);
  expect(got.length).toBeLessThan(5_000_000);
});

test("a FIFO is waited for until somebody makes it, and not made as a file", async () => {
  const file = fileAt({ mode: "pipe" });
  file.write("kept\n");
  await expect.poll(() => logged).toEqual(["the file for performance data cannot be opened: no such file or folder"]);
  expect(existsSync(path)).toBe(false);

  execFileSync("mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  await clock.advanceBy(10);
  await expect.poll(() => readAll(reader)).toBe("kept\n");
  closeSync(reader);
  expect(logged.slice(1)).toEqual(["the file for performance data is open"]);
});

test.runIf(existsSync("/dev/full"))("a full disk is told once", async () => {
  const file = fileAt({ path: "/dev/full" });
  for (let count = 0; count < 100; count++) file.write("a line\n");
  await expect.poll(() => logged.length).toBe(1);
  for (let count = 0; count < 100; count++) file.write("a line\n");
  await clock.advanceBy(60);
  await file.close();
  expect(logged).toEqual(["performance data cannot be written to its file: ENOSPC: no space left on device"]);
});

function readAll(fd: number): string {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.toString("utf8", 0, readSync(fd, buffer));
  } catch {
    return "";
  }
}
