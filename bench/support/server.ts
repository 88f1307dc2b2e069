import { spawn } from "node:child_process";
import { resolve } from "node:path";

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly startSeconds: number;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "../..");
export const ADMIN_PASSWORD = "bench-password";

/** Starts the real server on a free port; resolves when it serves requests. */
export async function startServer(configFolder: string, dataFolder: string): Promise<RunningServer> {
  const startedAt = performance.now();
  const child = spawn(
    resolve(ROOT, "bin/vigie"),
    ["--config", configFolder, "--data", dataFolder, "serve", "--listen", "127.0.0.1:0", "--log-level", "error"],
    {
      env: { ...process.env, VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<void>((done) => {
    child.once("exit", () => done());
  });
  const url = await new Promise<string>((found, failed) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const match = /listens on (\S+)\n/.exec(text);
      if (match !== null) found(match[1]!);
    });
    child.once("exit", (code) => failed(new Error(`The server ended with code ${code} before it listened.`)));
  });
  return {
    url,
    pid: child.pid!,
    startSeconds: (performance.now() - startedAt) / 1000,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export async function login(url: string, login = "admin", password = ADMIN_PASSWORD): Promise<string> {
  const response = await fetch(`${url}/centreon/api/latest/login`, {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login, password } } }),
  });
  const { security } = (await response.json()) as { security: { token: string } };
  return security.token;
}
