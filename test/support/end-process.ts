import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const PATIENCE_MS = 5_000;

/** Ends a process by SIGTERM, after `patienceMs` by SIGKILL, and waits until it is gone. */
export async function endProcess(process: ChildProcess, patienceMs = PATIENCE_MS): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = once(process, "exit");
  process.kill("SIGTERM");
  const killing = setTimeout(() => process.kill("SIGKILL"), patienceMs);
  await exit;
  clearTimeout(killing);
}
