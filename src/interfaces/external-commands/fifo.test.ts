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

test("is writable by its owner and group, and is read until it is removed", () => {
  const fifo = makeFifo(path);

  expect(lstatSync(path).mode).toBe(constants.S_IFIFO | 0o660);
  expect(isRead(path)).toBe(true);
  fifo.remove();
  closeSync(fifo.fd);
  expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test("replaces one that no process reads any more", () => {
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

test("does not replace one that another process reads", () => {
  const fifo = makeFifo(path);

  expect(() => makeFifo(path)).toThrow(`Another process reads the command file ${path}.`);
  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});

test("does not replace a file that is not a FIFO, not even a link to a FIFO", () => {
  writeFileSync(path, "precious");
  const fifo = makeFifo(join(folder, "other"));
  const link = join(folder, "link");
  symlinkSync(join(folder, "other"), link);

  for (const taken of [path, link, folder]) expect(() => makeFifo(taken)).toThrow(`${taken} is there and is no FIFO`);
  closeSync(fifo.fd);
});

test("reports why it could not be created", () => {
  expect(() => makeFifo(join(folder, "no/such"))).toThrow(/could not be made .*No such file or directory/);
});

test("stays open between writers", () => {
  const fifo = makeFifo(path);

  for (let times = 0; times < 3; times++) closeSync(openSync(path, constants.O_WRONLY));

  expect(isRead(path)).toBe(true);
  closeSync(fifo.fd);
});
