import { Worker } from "node:worker_threads";

const LOOK_EACH_MS = 500;

/**
 * Ends this process with SIGKILL when its parent has ended. A thread of its own looks: a process that
 * waits in a system call, such as reading from a dead network mount, notices nothing itself.
 */
export function dieWithParent(parentPid: number): void {
  new Worker(WATCH, { eval: true, workerData: { parentPid, lookEachMs: LOOK_EACH_MS }, execArgv: [] }).unref();
}

// Plain JavaScript in a string: it starts faster than a file that has to be found and stripped of its types.
const WATCH = `
const { workerData: { parentPid, lookEachMs } } = require("node:worker_threads");
setInterval(() => {
  if (process.ppid !== parentPid) process.kill(process.pid, "SIGKILL");
}, lookEachMs);
`;
