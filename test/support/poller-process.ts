import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { VIGIE } from "./server-process.ts";

const run = promisify(execFile);

/** `vigie poller` as a separate process. */
export interface PollerProcess {
  readonly pid: number;
  /** Standard error so far: the log. */
  readonly log: () => string;
  signal(name: NodeJS.Signals): void;
  kill(): Promise<void>;
  /** Stops it with SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Exit code, when it has ended. */
  readonly ended: Promise<number | null>;
}

/** Runs `vigie` with these arguments; resolves with its output. */
export const runVigie = async (...args: readonly string[]): Promise<string> => (await run(VIGIE, args)).stdout;

/** Secret that `vigie poller add` has printed. */
export const secretIn = (output: string): string => /VIGIE_ENROLMENT=(\S+)/.exec(output)![1]!;

/**
 * Starts it with these arguments and additional environment variables. `prefix`: command that runs it in its place;
 * `vigie`: another program than that of the checkout.
 */
export function startPollerProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  prefix: readonly string[] = [],
  vigie: string = VIGIE,
): PollerProcess {
  const [program = vigie, ...rest] = [...prefix, vigie, "poller", ...args];
  const child = spawn(program, rest, {
    env: { ...process.env, VIGIE_LOG_LEVEL: "info", VIGIE_LOG_FORMAT: "text", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    pid: child.pid!,
    log: () => log,
    signal: (name) => void child.kill(name),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    ended: ended.then(() => child.exitCode),
  };
}
