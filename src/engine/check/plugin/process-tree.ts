import { readFileSync, readdirSync } from "node:fs";

/**
 * Sends a signal to a process group and to those descendants of its leader that left it (`timeout` and `sudo` give
 * their program its own group). The leader must not have been reaped yet; otherwise its pid could belong to another
 * process. Without /proc, only the group is signalled. A process that detached from its parents (a daemon) is signalled
 * if the leader adopts orphans (see helper-supervisor.ts).
 */
export function signalTree(leader: number, signal: NodeJS.Signals): void {
  const strays = descendants(leader).filter((pid) => groupOf(pid) !== leader);
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

function groupOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may contain any character; the group is the third field after it.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
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
