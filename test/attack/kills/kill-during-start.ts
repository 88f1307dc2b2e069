import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { VIGIE } from "../../support/server-process.ts";

/** Starts a server and kills it some milliseconds later, listening or not. */
export async function killDuringStart(env: Readonly<Record<string, string>>, afterMs: number): Promise<void> {
  const child = spawn(VIGIE, ["serve"], {
    env: { ...process.env, VIGIE_LISTEN: "127.0.0.1:0", ...env },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  await sleep(afterMs);
  if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode} before it was killed.`);
  child.kill("SIGKILL");
  await ended;
}
