import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { freeName } from "../lib/free-name.ts";
import { syncNameOf, syncPath } from "../lib/durable-file.ts";
import { giveToOwnerOf } from "../lib/owner.ts";
import { storeRefusal } from "./store/store-refusal.ts";

export interface WrittenFolder {
  readonly folder: string;
  readonly bytes: number;
}

/**
 * Makes a new folder that gets its name when `fill` has written all of its files and they are on disk. Refuses with
 * `backup-target` if it exists.
 */
export function writeFolder(target: string, fill: (part: string) => void): WrittenFolder {
  if (existsSync(target)) throw storeRefusal("backup-target", `${target} exists already; give the name of a new file.`);
  const part = `${target}.${process.pid}.part`;
  try {
    const bytes = filled(part, fill);
    renameSync(part, target);
    syncNameOf(target);
    return { folder: target, bytes };
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/**
 * Puts a folder that `fill` writes in the place of another one, or none if `fill` is null. Returns the name that the
 * replaced folder has from now on, which ends with `time`; null if there was none.
 */
export function replaceFolder(folder: string, time: string, fill: ((incoming: string) => void) | null): string | null {
  const incoming = `${folder}.restoring`;
  rmSync(incoming, { recursive: true, force: true });
  try {
    if (fill !== null) filled(incoming, fill);
    const kept = existsSync(folder) ? freeName(`${folder}.replaced-${time}`) : null;
    if (kept !== null) renameSync(folder, kept);
    if (fill !== null) renameSync(incoming, folder);
    syncNameOf(folder);
    return kept;
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

/** Returns the bytes of its files. */
function filled(part: string, fill: (part: string) => void): number {
  mkdirSync(part, { mode: 0o700 });
  fill(part);
  const paths = readdirSync(part, { recursive: true, encoding: "utf8" }).map((name) => join(part, name));
  for (const path of [...paths, part]) {
    giveToOwnerOf(dirname(part), path);
    syncPath(path);
  }
  return paths.reduce((sum, path) => sum + (statSync(path).isFile() ? statSync(path).size : 0), 0);
}
