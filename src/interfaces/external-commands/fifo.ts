import { spawnSync } from "node:child_process";
import { closeSync, constants, fstatSync, lstatSync, openSync, unlinkSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { giveToOwnerOf } from "../../lib/owner.ts";
import { Refusal } from "../../model/refusal.ts";

/** FIFO opened for reading. */
export interface Fifo {
  readonly fd: number;
  /** Removes the file, unless another one has replaced it. Does not close `fd`. */
  remove(): void;
}

/**
 * Creates a FIFO that its owner and group may write to, replacing one left behind by a killed server. It is also
 * opened for writing, so that it does not reach its end when a writer closes it. Refuses with `command-file-not-ours`
 * if another file is there, `command-file-in-use` if a process reads it, and `command-file-failed`.
 */
export function makeFifo(path: string): Fifo {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFIFO()) {
    throw new Refusal(
      "command-file-not-ours",
      `${path} is there and is no FIFO: remove it, or choose another command_file.`,
    );
  }
  try {
    if (found !== undefined) {
      if (isRead(path)) throw new Refusal("command-file-in-use", `Another process reads the command file ${path}.`);
      unlinkSync(path);
    }
    // Node has no function for it.
    const { error, status, stderr } = spawnSync("mkfifo", ["-m", "660", path], { encoding: "utf8" });
    if (error !== undefined || status !== 0) throw error ?? new Error(stderr.trim());
    giveToOwnerOf(dirname(path), path);
    return opened(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "command-file-failed",
      `The command file ${path} could not be made (command_file: none goes without): ${(error as Error).message}`,
    );
  }
}

/** Detects a reader: without one, opening for writing without blocking fails. */
export function isRead(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENXIO") return false;
    throw error;
  }
}

function opened(path: string): Fifo {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  const own = fstatSync(fd);
  return {
    fd,
    remove() {
      const now = lstatSync(path, { throwIfNoEntry: false });
      if (now !== undefined && isSame(now, own)) unlinkSync(path);
    },
  };
}

const isSame = (one: Stats, other: Stats): boolean => one.ino === other.ino && one.dev === other.dev;
