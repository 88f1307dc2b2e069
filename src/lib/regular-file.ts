import { isUtf8 } from "node:buffer";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
  type Stats,
} from "node:fs";
import { userInfo } from "node:os";
import { whileReading } from "./blocked-read.ts";
import { reasonOf } from "./reason-of.ts";
import { UnreadableFile } from "./unreadable-file.ts";

// Opening a FIFO that replaces the file after stat(2) does not wait for its writer.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const APPENDING_FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** `stored`: neither a link nor a file of the kernel's own, such as those below `/proc`. */
export type FileKind = "any" | "stored";

/**
 * Reads a file that the configuration names. Only regular files: a FIFO or a device would never end, and opening a
 * device may have effects. Throws an UnreadableFile. Blocks on a file system that does not answer.
 */
export function readRegularFile(path: string, maxBytes: number, kind: FileKind = "any"): Buffer {
  try {
    return whileReading(path, () => readFound(path, maxBytes, kind));
  } catch (error) {
    throw unreadable(error);
  }
}

function readFound(path: string, maxBytes: number, kind: FileKind): Buffer {
  const isStored = kind === "stored";
  refuseOther(isStored ? lstatSync(path) : statSync(path), maxBytes);
  const fd = openSync(path, isStored ? FLAGS | constants.O_NOFOLLOW : FLAGS);
  try {
    refuseOther(fstatSync(fd), maxBytes);
    if (isStored) refuseFileOfKernel(fd);
    return readWhole(fd, maxBytes);
  } finally {
    closeSync(fd);
  }
}

/**
 * Opens a file for lines at its end, and makes it if it does not exist, readable by its group. Returns its descriptor.
 * Throws an UnreadableFile.
 */
export function openForAppending(path: string): number {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined) refuseOther(found, Infinity);
    return openSync(path, APPENDING_FLAGS, 0o640);
  } catch (error) {
    throw unreadable(error);
  }
}

/** What is at the path instead of a regular file, in words; null if one is there, or nothing. */
export function otherThanFileAt(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
  try {
    const found = statSync(path);
    return found.isFile() ? null : KINDS[kindOf(found)];
  } catch (error) {
    return `a link that leads to no file (${reasonOf(error)})`;
  }
}

/** Text of a file, without its byte order mark. Throws an UnreadableFile if it is not UTF-8. */
export function utf8Text(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw notUtf8(firstLineNotUtf8(bytes));
  const text = bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

const notUtf8 = (at_line: number): UnreadableFile =>
  new UnreadableFile(`not UTF-8 text (line ${at_line})`, { why: "not-utf-8", at_line });

/** Number of the first line that is not UTF-8, from 1. */
export function firstLineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return 1;
}

function refuseOther(found: Stats, maxBytes: number): void {
  const kind = found.isFile() ? null : kindOf(found);
  if (kind !== null) throw new UnreadableFile(`not a regular file but ${KINDS[kind]}`, { why: kind });
  if (found.size > maxBytes) throw tooLarge(found.size, maxBytes);
}

/** By the type of the file system, statfs(2). Its files may never end, or act when they are read. */
const KERNEL_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x9fa0, "proc"],
  [0x62656572, "sysfs"],
  [0x27e0eb, "cgroup"],
  [0x63677270, "cgroup2"],
  [0x64626720, "debugfs"],
  [0x74726163, "tracefs"],
  [0x73636673, "securityfs"],
  [0x62656570, "configfs"],
  [0xcafe4a11, "bpf"],
  [0xde5e81e4, "efivarfs"],
  [0x6165676c, "pstore"],
  [0xf97cff8c, "selinuxfs"],
  [0x42494e4d, "binfmt_misc"],
  [0x19800202, "mqueue"],
  [0x6e736673, "nsfs"],
]);

function refuseFileOfKernel(fd: number): void {
  let type: number;
  try {
    // Not by the path, which may be another file by now.
    ({ type } = statfsSync(`/proc/self/fd/${fd}`));
  } catch {
    // Without /proc: another system than Linux.
    return;
  }
  const name = KERNEL_FILE_SYSTEMS.get(type);
  if (name !== undefined)
    throw new UnreadableFile(`no stored file, but one of the kernel (${name})`, {
      why: "of-kernel",
      file_system: name,
    });
}

// The size of a file may be 0, as below /proc, or change while it is read.
function readWhole(fd: number, maxBytes: number): Buffer {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.max(65_536, fstatSync(fd).size - total + 1));
    const length = readSync(fd, piece);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, length));
    total += length;
    if (total > maxBytes) throw tooLarge(total, maxBytes);
  }
}

const tooLarge = (bytes: number, most: number): UnreadableFile =>
  new UnreadableFile(`it has ${bytes} bytes; at most ${most} are read`, { why: "EFBIG", bytes, most });

function unreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  if (code !== "EACCES") return new UnreadableFile(reasonOf(error), { why: code });
  const user = userName();
  return new UnreadableFile(`${reasonOf(error)} for the user ${user}`, { why: code, user });
}

/** Who this process is for the system: what root can read, the user of the service often cannot. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `with number ${process.getuid?.()}`;
  }
}

const KINDS = { folder: "a folder", fifo: "a FIFO", link: "a link", socket: "a socket", device: "a device" } as const;

function kindOf(found: Stats): keyof typeof KINDS {
  if (found.isDirectory()) return "folder";
  if (found.isFIFO()) return "fifo";
  if (found.isSymbolicLink()) return "link";
  return found.isSocket() ? "socket" : "device";
}
