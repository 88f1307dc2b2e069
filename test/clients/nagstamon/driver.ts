import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const DRIVER = join(import.meta.dirname, "driver.py");

/** driver.py as a process. */
export interface Driver {
  /** Does a step and resolves with its result; rejects with the program's messages if it ends. */
  ask<T>(step: string, ...args: readonly string[]): Promise<T>;
  stop(): Promise<void>;
}

/** Starts it with `folder` as home and settings. Its Python is Debian's, which has Nagstamon's modules. */
export function startDriver(
  url: string,
  { login, password }: { readonly login: string; readonly password: string },
  folder: string,
): Driver {
  const child = spawn("/usr/bin/python3", ["-B", DRIVER, folder], {
    env: { PATH: "/usr/bin:/bin", HOME: folder, LANG: "C.UTF-8" },
  });
  const ended = once(child, "exit");
  let messages = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  // Its end is told by `ended`.
  child.stdin.on("error", () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const say = (value: unknown): void => {
    child.stdin.write(`${JSON.stringify(value)}\n`);
  };
  say({ url, login, password });
  return {
    async ask<T>(step: string, ...args: readonly string[]) {
      say([step, ...args]);
      const { value, done } = await answers.next();
      if (done === true) throw new Error(`Nagstamon's driver ended:\n${messages}`);
      return JSON.parse(value) as T;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
