import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../../lib/digest.ts";
import type { SourceFile } from "../../model/objects.ts";
import { folderDigest } from "./folder-digest.ts";

/** A file system that does not answer must not hold up a request. */
const LIMIT_MS = 2_000;

/** Changes of the files are looked for once at a time; keyed by the list of a configuration. */
const running = new WeakMap<readonly SourceFile[], Promise<boolean>>();

/** Files that were found unchanged, with their size and times then: as long as those stay, they are not read again. */
const unchanged = new WeakMap<SourceFile, string>();

/** True if a file differs from what was read. False as well if that cannot be found out in time. */
export function haveChanged(files: readonly SourceFile[]): Promise<boolean> {
  let answer = running.get(files);
  if (answer === undefined) {
    answer = anyChanged(files).finally(() => running.delete(files));
    running.set(files, answer);
  }
  return Promise.race([answer, falseAfter(LIMIT_MS)]);
}

const falseAfter = (ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, false).unref();
  });

// One after the other: each takes a thread, of which there are few, while its file system does not answer.
async function anyChanged(files: readonly SourceFile[]): Promise<boolean> {
  for (const file of files) if (await hasChanged(file)) return true;
  return false;
}

async function hasChanged(file: SourceFile): Promise<boolean> {
  try {
    return file.kind === "folder" ? (await digestOfFolder(file.path)) !== file.digest : await hasOtherContent(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT" || file.digest !== null;
  }
}

async function hasOtherContent(file: SourceFile): Promise<boolean> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(file.path);
  const version = `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  if (unchanged.get(file) === version) return false;
  if (digestOf(await readFile(file.path)) !== file.digest) return true;
  unchanged.set(file, version);
  return false;
}

async function digestOfFolder(path: string): Promise<string> {
  const names = (await readdir(path)).filter((name) => !name.startsWith("."));
  const folders = new Set<string>();
  for (const name of names) if (!name.endsWith(".cfg") && (await isFolder(join(path, name)))) folders.add(name);
  return folderDigest(names, (name) => folders.has(name));
}

const isFolder = async (path: string): Promise<boolean> =>
  await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
