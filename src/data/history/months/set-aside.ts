import { existsSync, renameSync } from "node:fs";
import { freeName } from "../../../lib/free-name.ts";
import { syncNameOf } from "../../../lib/durable-file.ts";

/** Gives a damaged file the name `….damaged`, with its log. Returns the new path; null if there is no such file. */
export function setAside(path: string): string | null {
  if (!existsSync(path)) return null;
  const kept = freeName(`${path}.damaged`);
  for (const end of ["-wal", "-shm"]) if (existsSync(path + end)) renameSync(path + end, kept + end);
  renameSync(path, kept);
  syncNameOf(path);
  return kept;
}
