import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { storeVariableOf } from "./test-store.ts";

/** The program. */
export const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

/** `vigie serve` as a separate process, as started by operators. */
export interface ServerProcess {
  /** Printed address. */
  readonly url: string;
  /** Standard output up to the start. */
  readonly greeting: string;
  readonly pid: number;
  /** Standard error so far: the log. */
  readonly log: () => string;
  signal(name: NodeJS.Signals): void;
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>;
  /** Stops the process with SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Exit code, when it has ended. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts it with these additional environment variables, on a free port. Rejects with its output if it ends before it
 * listens. `prefix`: command that runs it in its place; `vigie`: another program than that of the checkout.
 */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  prefix: readonly string[] = [],
  vigie: string = VIGIE,
): Promise<ServerProcess> {
  const [program = vigie, ...args] = [...prefix, vigie, "serve"];
  const child = spawn(program, args, {
    env: {
      ...process.env,
      VIGIE_LISTEN: "127.0.0.1:0",
      VIGIE_LOG_LEVEL: "warn",
      ...storeVariableOf(env["VIGIE_DATA"] ?? ""),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const greeting = await greetingOf(child, () => log);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url: /listens on (\S+)/.exec(greeting)![1]!,
    greeting,
    pid: child.pid!,
    log: () => log,
    signal: (name) => {
      child.kill(name);
    },
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    ended: ended.then(() => child.exitCode),
  };
}

function greetingOf(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((found, failed) => {
    let output = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      // The greeting ends with an empty line.
      if (output.endsWith("\n\n")) found(output);
    });
    child.once("exit", (code) => failed(new Error(`vigie serve ended with code ${code}:\n${output}${log()}`)));
  });
}

/** Prefix of a process that may open this many files. */
export const withOpenFiles = (most: number): readonly string[] => [
  "/bin/sh",
  "-c",
  `ulimit -n ${most}; exec "$@"`,
  "sh",
];

/** Logs in through the API; resolves with a token of the account. */
export async function loginAt(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}/centreon/api/latest/login`, {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login, password } } }),
  });
  if (response.status !== 200)
    throw new Error(`The login of ${login} was answered with ${response.status} ${await response.text()}`);
  const { security } = (await response.json()) as { security: { token: string } };
  return security.token;
}
