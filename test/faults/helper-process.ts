import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { endProcess } from "../support/end-process.ts";
import type { Place } from "./network.ts";

/** Program of the suite in a place. */
export interface Helper {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a program of this folder; resolves when it says that it listens. */
export async function startHelper(
  program: string,
  { prefix }: Place,
  args: readonly (string | number)[],
): Promise<Helper> {
  const [command, ...all] = [...prefix, process.execPath, join(import.meta.dirname, program), ...args.map(String)];
  const child = spawn(command!, all, { stdio: ["ignore", "pipe", "inherit"] });
  const said = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  if (child.exitCode !== null || said[0] === null) throw new Error(`${program} did not start`);
  return { pid: child.pid!, stop: () => endProcess(child) };
}
