import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Readable } from "node:stream";

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly startSeconds: number;
  /** Of an inspected server: frees what it no longer needs, so that what it has can be compared. */
  collectGarbage(): Promise<void>;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "../..");
export const ADMIN_PASSWORD = "bench-password";

interface ServerOptions {
  /** For `collectGarbage`. */
  readonly isInspected?: boolean;
}

/** Starts the real server on a free port; resolves when it serves requests. */
export async function startServer(
  configFolder: string,
  dataFolder: string,
  { isInspected = false }: ServerOptions = {},
): Promise<RunningServer> {
  const startedAt = performance.now();
  const child = spawn(
    resolve(ROOT, "bin/vigie"),
    ["--config", configFolder, "--data", dataFolder, "serve", "--listen", "127.0.0.1:0", "--log-level", "error"],
    {
      env: {
        ...process.env,
        VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
        ...(isInspected && { NODE_OPTIONS: "--inspect=127.0.0.1:0" }),
      },
      stdio: ["ignore", "pipe", isInspected ? "pipe" : "inherit"],
    },
  );
  const inspector = child.stderr === null ? null : openInspector(child.stderr);
  const ended = new Promise<void>((done) => {
    child.once("exit", () => done());
  });
  const url = await new Promise<string>((found, failed) => {
    let text = "";
    child.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
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
    async collectGarbage() {
      if (inspector === null) throw new Error("The server is not inspected.");
      await collectGarbage(await inspector);
    },
    async stop() {
      // The process would wait for it.
      (await inspector)?.close();
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function openInspector(stderr: Readable): Promise<WebSocket> {
  const url = await new Promise<string>((found) => {
    let text = "";
    stderr.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const match = /Debugger listening on (ws:\S+)/.exec(text);
      if (match !== null) found(match[1]!);
    });
  });
  const socket = new WebSocket(url);
  await new Promise<void>((opened, failed) => {
    socket.addEventListener("open", () => opened());
    socket.addEventListener("error", () => failed(new Error(`no connection to the inspector at ${url}`)));
  });
  return socket;
}

function collectGarbage(socket: WebSocket): Promise<void> {
  return new Promise((done) => {
    socket.addEventListener("message", () => done(), { once: true });
    socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
  });
}

export async function login(url: string, login = "admin", password = ADMIN_PASSWORD): Promise<string> {
  const response = await fetch(`${url}/centreon/api/latest/login`, {
    method: "POST",
    body: JSON.stringify({ security: { credentials: { login, password } } }),
  });
  const { security } = (await response.json()) as { security: { token: string } };
  return security.token;
}
