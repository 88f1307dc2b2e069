import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { syncNameOf } from "./durable-file.ts";
import { freeName } from "./free-name.ts";

/** Files that SQLite keeps beside a database. */
const BESIDE = ["-wal", "-shm"];

/** Gives a damaged database the name `….damaged`, with its log. Returns the new path; null if there is no such file. */
export function setAside(path: string): string | null {
  if (!existsSync(path)) return null;
  const kept = freeName(`${path}.damaged`);
  for (const end of BESIDE) if (existsSync(path + end)) renameSync(path + end, kept + end);
  renameSync(path, kept);
  syncNameOf(path);
  return kept;
}

/** Removes a database with its log. The database goes last: what an interruption leaves can be removed again. */
export function removeDatabase(path: string): void {
  for (const end of [...BESIDE, ""]) rmSync(path + end, { force: true });
}

/** Size of a database with its log. */
export const databaseBytes = (path: string): number =>
  ["", ...BESIDE].reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0);
