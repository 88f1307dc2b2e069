import { readFileSync, readdirSync } from "node:fs";

/**
 * Sends a signal to a process group and to those descendants of its leader that left it (`timeout` and `sudo` give
 * their program its own group). The leader must not have been reaped yet; otherwise its pid could belong to another
 * process. Without /proc, only the group is signalled. A process that detached from its parents (a daemon) is signalled
 * if the leader adopts orphans (see helper-supervisor.ts).
 */
export function signalTree(leader: number, signal: NodeJS.Signals): void {
  const strays = descendants(leader).filter((pid) => processFacts(pid)?.group !== leader);
  send(-leader, signal);
  for (const pid of strays) send(pid, signal);
}

/** Children of a process, their children and so on. None without /proc. */
export function descendants(pid: number): number[] {
  const found: number[] = [];
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = childrenOf(next);
    found.push(...children);
    waiting.push(...children);
  }
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "latin1").split(" "))
      .filter((word) => word !== "")
      .map(Number);
  } catch {
    return []; // The process has ended, or this system has no /proc.
  }
}

/** What /proc says of a process. Together, pid and start name one process for ever: pids are reused. */
export interface ProcessFacts {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks since the boot. */
  readonly start: string;
}

/** Null for a process that has ended, reaped or not, and without /proc. */
export function processFacts(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may contain any character. Then: state, parent, group, session; the 20th is the start.
    const end = stat.lastIndexOf(")");
    const fields = stat.slice(end + 2).split(" ");
    if (fields[0] === "Z") return null;
    const [parent, group, session] = fields.slice(1, 4).map(Number) as [number, number, number];
    return { pid, name: stat.slice(stat.indexOf("(") + 1, end), parent, group, session, start: fields[19]! };
  } catch {
    return null;
  }
}

function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // ESRCH: already ended. EPERM: it runs as another user (sudo), which ends it on its own signal.
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
