import { closeSync, constants, lstatSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRead, makeFifo } from "./fifo.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-fifo-"));
  path = join(folder, "vigie.cmd");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("is for its owner and group to write to, and is read until it is removed", () => {
  const fifo = makeFifo(path);

  expect(lstatSync(path).mode).toBe(constants.S_IFIFO | 0o660);
  expect(isRead(path)).toBe(true);
  fifo.remove();
  closeSync(fifo.fd);
  expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test("takes the place of one that nobody reads any more", () => {
  const left = makeFifo(path);
  closeSync(left.fd);
  expect(isRead(path)).toBe(false);

  const fifo = makeFifo(path);

  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("removes only itself", () => {
  const fifo = makeFifo(path);
  rmSync(path);
  writeFileSync(path, "of someone else");

  fifo.remove();

  expect(lstatSync(path).isFile()).toBe(true);
  closeSync(fifo.fd);
});

test("leaves one alone that another process reads", () => {
  const fifo = makeFifo(path);

  expect(() => makeFifo(path)).toThrow(`Another process reads the command file ${path}.`);
  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("leaves alone what is no FIFO, a link to one included", () => {
  writeFileSync(path, "precious");
  const fifo = makeFifo(join(folder, "other"));
  const link = join(folder, "link");
  symlinkSync(join(folder, "other"), link);

  for (const taken of [path, link, folder]) expect(() => makeFifo(taken)).toThrow(`${taken} is there and is no FIFO`);
  closeSync(fifo.fd);
});

test("tells why it could not be made", () => {
  expect(() => makeFifo(join(folder, "no/such"))).toThrow(/could not be made .*No such file or directory/);
});

test("may be written to by a process that comes and goes", () => {
  const fifo = makeFifo(path);

  for (let times = 0; times < 3; times++) closeSync(openSync(path, constants.O_WRONLY));

  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});
