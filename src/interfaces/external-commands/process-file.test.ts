import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MAX_FILE_BYTES, processFile } from "./process-file.ts";

let folder: string;
let file: string;
let taken: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-process-file-"));
  file = join(folder, "commands");
  taken = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const take = async (line: string): Promise<boolean> => {
  taken.push(line);
  return line.startsWith("[");
};

test("executes every line in order, including a last one without a newline, and keeps the file", async () => {
  writeFileSync(file, "[1] A\n\n[2] B\n[3] C");

  await processFile({ file, delete: false }, take);

  expect(taken).toEqual(["[1] A", "[2] B", "[3] C"]);
  expect(existsSync(file)).toBe(true);
});

test("deletes the file when asked to", async () => {
  writeFileSync(file, "[1] A\n");

  await processFile({ file, delete: true }, take);

  expect(existsSync(file)).toBe(false);
});

test("never deletes a file that contains anything but commands", async () => {
  writeFileSync(file, "[1] A\nprecious\n");

  await expect(processFile({ file, delete: true }, take)).rejects.toThrow(`${file} is kept: 1 line is no command`);

  expect(existsSync(file)).toBe(true);
});

test.each(["", "\n \n"])("never deletes a file without a command: %j", async (text) => {
  writeFileSync(file, text);

  await expect(processFile({ file, delete: true }, take)).rejects.toMatchObject({
    code: "command-file-kept",
    message: `${file} is kept: it contains no commands.`,
  });

  expect(existsSync(file)).toBe(true);
});

test("reads regular files only, and refuses missing and too large ones", async () => {
  await expect(processFile({ file, delete: true }, take)).rejects.toThrow(
    `${file} could not be read: no such file or folder.`,
  );
  await expect(processFile({ file: folder, delete: true }, take)).rejects.toThrow(
    `${folder} could not be read: not a regular file but a folder.`,
  );
  spawnSync("mkfifo", [file]);
  await expect(processFile({ file, delete: true }, take)).rejects.toThrow(
    `${file} could not be read: not a regular file but a FIFO.`,
  );
  rmSync(file);
  writeFileSync(join(folder, "other"), "[1] A\n");
  symlinkSync(join(folder, "other"), file);
  await expect(processFile({ file, delete: true }, take)).rejects.toThrow(
    `${file} could not be read: not a regular file but a link.`,
  );
  rmSync(file);
  writeFileSync(file, "");
  truncateSync(file, MAX_FILE_BYTES + 1);
  await expect(processFile({ file, delete: true }, take)).rejects.toThrow(`at most ${MAX_FILE_BYTES} are read`);
  expect(taken).toEqual([]);
});

test.each(["/proc/self/mem", "/proc/self/maps", "/proc/kmsg", "/sys/kernel/uevent_seqnum"])(
  "executes and deletes nothing of the kernel's own files: %s",
  async (path) => {
    await expect(processFile({ file: path, delete: true }, take)).rejects.toMatchObject({
      code: "command-file-unreadable",
      message: `${path} could not be read: no stored file, but one of the kernel (${path.split("/")[1] === "proc" ? "proc" : "sysfs"}).`,
    });
    expect(taken).toEqual([]);
  },
);
