import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { createPrivateFile } from "./owner.ts";

/** Waits until the content of a file or folder is on disk. */
export function syncPath(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Waits until the name of a file is on disk. */
export const syncNameOf = (path: string): void => syncPath(dirname(path));

/** Writes a file in the place of an earlier one, and returns once it is on disk. An interruption leaves one of the two. */
export function replaceFile(path: string, text: string): void {
  const unfinished = `${path}.tmp`;
  createPrivateFile(unfinished);
  const file = openSync(unfinished, "w");
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncNameOf(path);
}
