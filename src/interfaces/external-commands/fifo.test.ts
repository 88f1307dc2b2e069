import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRead, openFifo } from "./fifo.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-fifo-"));
  path = join(folder, "vigie.cmd");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("is made if it is missing, and is writable by its owner and group", () => {
  const fifo = openFifo(path);

  expect(lstatSync(path).mode).toBe(constants.S_IFIFO | 0o660);
  expect(isRead(path)).toBe(true);
  expect(fifo.movedAside).toBeNull();
  closeSync(fifo.fd);
});

test("is the one of the last run, with the permissions that somebody gave it", () => {
  closeSync(openFifo(path).fd);
  chmodSync(path, 0o622);
  const { ino } = lstatSync(path);
  expect(isRead(path)).toBe(false);

  const fifo = openFifo(path);

  expect(lstatSync(path)).toMatchObject({ ino, mode: constants.S_IFIFO | 0o622 });
  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("notices that it was deleted or replaced, or its folder moved", async () => {
  const fifo = openFifo(path);
  expect(await fifo.isInPlace()).toBe(true);

  renameSync(path, join(folder, "other"));
  expect(await fifo.isInPlace()).toBe(false);
  writeFileSync(path, "");
  expect(await fifo.isInPlace()).toBe(false);
  renameSync(join(folder, "other"), path);
  expect(await fifo.isInPlace()).toBe(true);
  closeSync(fifo.fd);
});

test("does not replace one that another process reads", () => {
  const fifo = openFifo(path);

  expect(() => openFifo(path)).toThrow(`Another process reads the command file ${path}.`);
  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("moves a plain file aside, and never over an earlier one", () => {
  const aside = ["first", "second"].map((text) => {
    rmSync(path, { force: true });
    writeFileSync(path, text);
    const fifo = openFifo(path);
    closeSync(fifo.fd);
    return fifo.movedAside;
  });

  expect(aside).toEqual([`${path}.moved-1`, `${path}.moved-2`]);
  expect(aside.map((file) => readFileSync(file!, "utf8"))).toEqual(["first", "second"]);
  expect(lstatSync(path).isFIFO()).toBe(true);
});

test("does not replace a link or a folder", () => {
  const fifo = openFifo(join(folder, "other"));
  const link = join(folder, "link");
  symlinkSync(join(folder, "other"), link);

  for (const taken of [link, folder]) expect(() => openFifo(taken)).toThrow(`${taken} is there and is no FIFO`);
  closeSync(fifo.fd);
});

test("reports why it could not be created", () => {
  expect(() => openFifo(join(folder, "no/such"))).toThrow(/could not be made .*No such file or directory/);
});

test("stays open between writers", () => {
  const fifo = openFifo(path);

  for (let times = 0; times < 3; times++) closeSync(openSync(path, constants.O_WRONLY));

  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("a plain file is not read by anybody", () => {
  writeFileSync(path, "");

  expect(isRead(path)).toBe(false);
});

test("is refused with its path and the setting when its folder cannot be looked into", () => {
  symlinkSync("loop", join(folder, "loop"));
  const unreachable = join(folder, "loop/nagios.cmd");

  expect(() => openFifo(unreachable)).toThrow(
    expect.objectContaining({
      code: "command-file-failed",
      message: `The command file ${unreachable} could not be made (command_file: none goes without): too many symbolic links`,
    }),
  );
});
