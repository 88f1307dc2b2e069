import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Process as shown by ps(1). Parts that were not requested are 0 or ''. */
export interface ProcessRow {
  readonly pid: number;
  readonly ppid: number;
  /** State letter and flags: `Ss`, `R+`, `Z`, `I<`. */
  readonly state: string;
  /** Name of the program, up to 15 characters, without a path. */
  readonly command: string;
  readonly uid: number;
  /** Kilobytes. */
  readonly vsz: number;
  readonly rss: number;
  /** Processor time divided by the time since the start, in percent with one decimal. */
  readonly percentCpu: number;
  readonly elapsedSeconds: number;
  /** Arguments joined by spaces; `[name]` if there are none, as in ps. */
  readonly args: string;
}

/** Files to read for each process; other parts of a row stay empty. */
export interface ProcessParts {
  readonly hasStat: boolean;
  /** Owner, and pages locked in memory (the flag L). */
  readonly hasStatus: boolean;
  readonly hasArgs: boolean;
}

const maxParallelReads = 8;
const ticksPerSecond = 100;

/** Reads every process in `procFolder` (/proc), including kernel threads. Processes that end meanwhile are omitted. */
export async function readProcesses(procFolder: string, parts: ProcessParts): Promise<readonly ProcessRow[]> {
  const pids = (await readdir(procFolder)).filter((name) => /^\d+$/.test(name));
  if (!parts.hasStat && !parts.hasStatus && !parts.hasArgs)
    return pids.map((pid) => ({ ...emptyRow, pid: Number(pid) }));
  const uptime = Number.parseFloat(await readFile(join(procFolder, "uptime"), "latin1"));
  const pageKilobytes = await readPageKilobytes(procFolder);
  const rows: ProcessRow[] = [];
  let next = 0;
  const readSome = async (): Promise<void> => {
    while (next < pids.length) {
      const row = await readProcess(join(procFolder, pids[next++]!), parts, uptime, pageKilobytes);
      if (row !== null) rows.push(row);
    }
  };
  await Promise.all(Array.from({ length: maxParallelReads }, readSome));
  return rows;
}

const emptyRow: ProcessRow = {
  pid: 0,
  ppid: 0,
  state: "",
  command: "",
  uid: 0,
  vsz: 0,
  rss: 0,
  percentCpu: 0,
  elapsedSeconds: 0,
  args: "",
};

async function readProcess(
  folder: string,
  parts: ProcessParts,
  uptime: number,
  pageKilobytes: number,
): Promise<ProcessRow | null> {
  try {
    const stat = await readFile(join(folder, "stat"), "latin1");
    const status = parts.hasStatus ? await readFile(join(folder, "status"), "latin1") : "";
    const args = parts.hasArgs ? await readFile(join(folder, "cmdline"), "utf8") : "";
    return rowOf(stat, status, args, uptime, pageKilobytes);
  } catch {
    // Ended after readdir.
    return null;
  }
}

/** Parses /proc/pid/stat as described in proc(5); fields are numbered from the state, which is the third. */
function rowOf(stat: string, status: string, cmdline: string, uptime: number, pageKilobytes: number): ProcessRow {
  const nameEnd = stat.lastIndexOf(")");
  const name = stat.slice(stat.indexOf("(") + 1, nameEnd);
  const fields = stat.slice(nameEnd + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3]);
  const elapsed = Math.max(0, uptime - field(22) / ticksPerSecond);
  const letter = fields[0]!;
  const isLocked = /^VmLck:\s+[1-9]/m.test(status);
  const pid = Number.parseInt(stat, 10);
  const flags = [
    field(19) < 0 ? "<" : field(19) > 0 ? "N" : "",
    isLocked ? "L" : "",
    field(6) === pid ? "s" : "",
    field(20) > 1 ? "l" : "",
    field(8) === field(5) ? "+" : "",
  ];
  return {
    pid,
    ppid: field(4),
    state: letter + flags.join(""),
    command: name.slice(name.lastIndexOf("/") + 1),
    uid: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? 0),
    vsz: Math.floor(field(23) / 1024),
    rss: field(24) * pageKilobytes,
    percentCpu: elapsed > 0 ? Math.floor((1000 * (field(14) + field(15))) / ticksPerSecond / elapsed) / 10 : 0,
    elapsedSeconds: Math.floor(elapsed),
    args:
      cmdline === ""
        ? `[${name}]${letter === "Z" ? " <defunct>" : ""}`
        : cmdline.replace(/\0+$/, "").replaceAll("\0", " "),
  };
}

/** Reads AT_PAGESZ from the auxiliary vector of this process; 4 if it cannot be read. */
async function readPageKilobytes(procFolder: string): Promise<number> {
  const vector = await readFile(join(procFolder, "self", "auxv")).catch(() => Buffer.alloc(0));
  const pageSizeKey = 6n;
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    if (vector.readBigUInt64LE(at) === pageSizeKey) return Number(vector.readBigUInt64LE(at + 8)) / 1024;
  }
  return 4;
}
