import { lstatSync, readdirSync, realpathSync, statfsSync, statSync, type Stats } from "node:fs";
import { whileReading } from "./blocked-read.ts";
import { reasonOf } from "./reason-of.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** Tests for a folder, also through a link. False for one that may not be looked at. */
export const isFolder = (path: string): boolean => lookAt(path, statSync)?.isDirectory() ?? false;

/** Tests for anything but a folder, through a link: also a FIFO or a device, since reading it gives the reason. */
export const isFile = (path: string): boolean => lookAt(path, statSync)?.isDirectory() === false;

/** Tests for anything with this name, also a link that leads nowhere: reading it gives the reason. */
export const isThere = (path: string): boolean => lookAt(path, lstatSync) !== undefined;

/** The path without links. Throws the error of the system. */
export const realPath = (path: string): string => whileReading(path, () => realpathSync(path));

function lookAt(path: string, stat: typeof statSync | typeof lstatSync): Stats | undefined {
  try {
    return whileReading(path, () => stat(path, { throwIfNoEntry: false }));
  } catch {
    return undefined;
  }
}

// Numbers of statfs(2) of the file systems in which the kernel shows itself. Their links lead everywhere, and their
// files may wait for ever.
const KERNEL_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x9fa0, "proc"],
  [0x62656572, "sysfs"],
  [0x64626720, "debugfs"],
  [0x74726163, "tracefs"],
  [0x27e0eb, "cgroup"],
  [0x63677270, "cgroup2"],
  [0x73636673, "securityfs"],
  [0xcafe4a11, "bpf"],
  [0x1cd1, "devpts"],
]);

/** Sorted names in a folder that the configuration names. Throws an UnreadableFile. */
export function readFolder(path: string): readonly string[] {
  let kind: string | undefined;
  let names: readonly string[];
  try {
    kind = whileReading(path, () => KERNEL_FILE_SYSTEMS.get(statfsSync(path).type));
    names = kind === undefined ? whileReading(path, () => readdirSync(path).sort()) : [];
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(reasonOf(error), { why: code }, { cause: error });
  }
  if (kind !== undefined)
    throw new UnreadableFile(`it belongs to the kernel (${kind}) and holds no configuration`, {
      why: "of-kernel",
      file_system: kind,
    });
  return names;
}
