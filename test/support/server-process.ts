import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

/** `vigie serve` as a process of its own, as an operator runs it. */
export interface ServerProcess {
  /** Where it listens, as printed. */
  readonly url: string;
  /** Everything printed to standard output until then. */
  readonly greeting: string;
  signal(name: NodeJS.Signals): void;
  /** Ends it as SIGKILL does, at once. */
  kill(): Promise<void>;
  /** Ends it in order; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Its exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>;
}

/** Starts it with these environment variables added, on a free port. Rejects with what it printed when it ends before it listens. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(VIGIE, ["serve"], {
    env: { ...process.env, VIGIE_LISTEN: "127.0.0.1:0", VIGIE_LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const greeting = await greetingOf(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url: /listens on (\S+)/.exec(greeting)![1]!,
    greeting,
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

function greetingOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let output = "";
    let errors = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      // The greeting ends with an empty line.
      if (output.endsWith("\n\n")) found(output);
    });
    child.once("exit", (code) => failed(new Error(`vigie serve ended with code ${code}:\n${output}${errors}`)));
  });
}

/** A token of the account, by the API's own login. */
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
