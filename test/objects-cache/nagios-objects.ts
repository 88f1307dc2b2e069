import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAGIOS } from "../support/installed-nagios.ts";
import { parseCache, type CachedObject } from "./cached-object.ts";

// All files that Nagios writes are placed in the folder.
const FILES = [
  "object_cache_file",
  "precached_object_file",
  "status_file",
  "log_file",
  "lock_file",
  "temp_file",
  "command_file",
  "state_retention_file",
];
const FOLDERS = ["check_result_path", "temp_path", "log_archive_path"];

/** Writes a copy of the main file `nagios.cfg` with all output files of Nagios in the folder; returns its path. */
export function writeLocalMainFile(folder: string): string {
  const main = readFileSync(join(folder, "nagios.cfg"), "utf8").split("\n");
  const placed = [...FILES, ...FOLDERS];
  const lines = main.filter((line) => !placed.some((name) => line.startsWith(`${name}=`)));
  lines.push(...FILES.map((name) => `${name}=${join(folder, name)}`), ...FOLDERS.map((name) => `${name}=${folder}`));
  const path = join(folder, "nagios.cfg.placed");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/**
 * Returns the objects of the main file `nagios.cfg` as resolved by Nagios, which verifies the configuration and
 * precaches its objects. Throws with the messages of Nagios if it refuses the configuration. The folder must be
 * writable by everyone.
 */
export function nagiosObjects(folder: string): CachedObject[] {
  const { stdout, stderr } = spawnSync(NAGIOS ?? "nagios4", ["-v", "-p", writeLocalMainFile(folder)], {
    encoding: "utf8",
    cwd: folder,
    maxBuffer: 256 * 1024 * 1024,
  });
  const cache = join(folder, "precached_object_file");
  const printed = stdout
    .split("\n")
    .filter((line) => /error/i.test(line))
    .join("\n");
  if (!existsSync(cache)) throw new Error(`Nagios refuses the configuration: ${printed}${stderr}`);
  return parseCache(readFileSync(cache, "utf8"));
}
