import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
  openSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "./network.ts";

const NAME = /^vigie-faults-(\d+)-/;
const SIZE_MB = 96;

/** Makes a folder that the database's own user reaches, too. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `vigie-faults-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Removes a folder of the suite, and the file systems in it. */
export function removeFolder(folder: string): void {
  for (const line of readFileSync("/proc/self/mounts", "utf8").split("\n")) {
    const [, point = ""] = line.split(" ");
    if (point.startsWith(`${folder}/`)) spawnSync("umount", ["--lazy", point]);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** The same for those of this user's runs that were killed. */
export function removeLeftFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    if (statSync(folder).uid === process.getuid!()) removeFolder(folder);
  }
}

/** Makes a folder that is a small file system, so that its disk can be full. */
export function makeSmallDisk(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m,mode=0700`, "none", folder], { stdio: "pipe" });
}

const FILLER = "filler";

/** Leaves no byte of room on the file system of a folder. */
export function fillDisk(folder: string): void {
  const file = openSync(join(folder, FILLER), "w");
  try {
    for (const size of [1_048_576, 4_096, 1])
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
  } finally {
    closeSync(file);
  }
}

export const freeDisk = (folder: string): void => rmSync(join(folder, FILLER), { force: true });
