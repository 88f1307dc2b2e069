import { spawnSync } from "node:child_process";
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  type Stats,
} from "node:fs";
import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import { giveToOwnerOf } from "../../lib/owner.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import { Refusal } from "../../model/refusal.ts";

/** FIFO opened for reading. */
export interface Fifo {
  readonly fd: number;
  /** New path of a plain file that was in its place; null if none was. */
  readonly movedAside: string | null;
  /** Resolves with false if the FIFO at the path is not this one any more. */
  isInPlace(): Promise<boolean>;
}

/**
 * Opens the FIFO at the path; makes one that its owner and group may write to if there is none. It is also opened for
 * writing, so that it does not reach its end when a writer closes it. A plain file in its place, made by a script that
 * writes with `>` while there was no FIFO, is moved aside. Refuses with `command-file-not-ours` if something else is
 * there, `command-file-in-use` if a process reads it, and `command-file-failed`.
 */
export function openFifo(path: string): Fifo {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFIFO() && !found.isFile()) {
      throw new Refusal(
        "command-file-not-ours",
        `${path} is there and is no FIFO: remove it, or choose another command_file.`,
      );
    }
    const isKept = found?.isFIFO() === true && isOurs(path);
    if (found?.isFIFO() === true && !isKept) unlinkSync(path);
    const movedAside = found?.isFile() === true ? moveAside(path) : null;
    if (!isKept) make(path);
    return opened(path, movedAside);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "command-file-failed",
      `The command file ${path} could not be made (command_file: none goes without): ${reasonOf(error)}`,
    );
  }
}

/** Detects a FIFO with a reader: without one, opening for writing without blocking fails. */
export function isRead(path: string): boolean {
  try {
    const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      return fstatSync(fd).isFIFO();
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENXIO") return false;
    throw error;
  }
}

/** Tests whether the FIFO can be used; one that this process may not open is replaced. */
function isOurs(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    return false;
  }
  if (isRead(path)) throw new Refusal("command-file-in-use", `Another process reads the command file ${path}.`);
  return true;
}

function make(path: string): void {
  // Node has no function for it.
  const { error, status, stderr } = spawnSync("mkfifo", ["-m", "660", path], { encoding: "utf8" });
  if (error !== undefined || status !== 0) throw error ?? new Error(stderr.trim());
  giveToOwnerOf(dirname(path), path);
}

function moveAside(path: string): string {
  for (let number = 1; ; number++) {
    const aside = `${path}.moved-${number}`;
    if (lstatSync(aside, { throwIfNoEntry: false }) !== undefined) continue;
    renameSync(path, aside);
    return aside;
  }
}

function opened(path: string, movedAside: string | null): Fifo {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  const own = fstatSync(fd);
  return {
    fd,
    movedAside,
    isInPlace: () =>
      lstat(path).then(
        (now) => isSame(now, own),
        () => false,
      ),
  };
}

const isSame = (one: Stats, other: Stats): boolean => one.ino === other.ino && one.dev === other.dev;
