import { Worker } from "node:worker_threads";

const MAX_PATH_BYTES = 4096;
// Shared with the thread: the number of reads begun and ended, odd during one; the length of its path; the path.
const shared = new SharedArrayBuffer(8 + MAX_PATH_BYTES);
const numbers = new Int32Array(shared, 0, 2);
const pathBytes = Buffer.from(shared, 8);

/** Runs a blocking call on a path that the configuration names, so that `endWhenReadBlocks` knows the path. */
export function whileReading<T>(path: string, read: () => T): T {
  numbers[1] = pathBytes.write(path);
  Atomics.add(numbers, 0, 1);
  try {
    return read();
  } finally {
    Atomics.add(numbers, 0, 1);
  }
}

const LIMIT_MS = 15_000;
const LOOK_EACH_MS = 200;

/**
 * Ends this process with SIGKILL and a message with the path when one call of `whileReading` takes too long: a process
 * that waits for a file system cannot notice it itself. Returns what ends the watch.
 */
export function endWhenReadBlocks(limitMs = LIMIT_MS): () => void {
  const workerData = { shared, limitMs, lookEachMs: LOOK_EACH_MS };
  const thread = new Worker(WATCH, { eval: true, workerData, execArgv: [] });
  thread.unref();
  return () => void thread.terminate();
}

// Plain JavaScript in a string: it starts faster than a file that has to be found and stripped of its types.
const WATCH = `
const { writeSync } = require("node:fs");
const { workerData: { shared, limitMs, lookEachMs } } = require("node:worker_threads");
const numbers = new Int32Array(shared, 0, 2);
let seen = 0;
let sinceMs = 0;
setInterval(() => {
  const now = Atomics.load(numbers, 0);
  if (now % 2 === 0 || now !== seen) {
    seen = now;
    sinceMs = performance.now();
  } else if (performance.now() - sinceMs > limitMs) {
    const path = Buffer.from(shared, 8, numbers[1]).toString().replace(/[^ -~\\xa1-\\uffff]/g, "?");
    try {
      writeSync(2, "vigie: " + path + " could not be read within " + limitMs / 1000 +
        " s: its file system does not answer.\\n");
    } finally {
      process.kill(process.pid, "SIGKILL");
    }
  }
}, lookEachMs);
`;
