import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createApp, type App } from "../../src/app/app.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { silentLog } from "../../src/lib/log.ts";
import { readSettings } from "../../src/config/settings/read-settings.ts";
import type { Settings } from "../../src/config/settings/settings.ts";
import { eventually } from "./eventually.ts";
import { storeVariableOf } from "./test-store.ts";

export const ADMIN_PASSWORD = "correct horse";

/** Folder with a configuration and a store, and the whole server on it, in this process, on a free port. */
export interface Site {
  readonly folder: string;
  readonly configFolder: string;
  readonly dataFolder: string;
  /** Starts the server; an earlier one must have been stopped. */
  start(clock: Clock): Promise<ServerUnderTest>;
  /** Stops the server and removes the folder. */
  remove(): Promise<void>;
}

export interface ServerUnderTest {
  readonly app: App;
  /** Reads a path below `/centreon/api/v2`, as the administrator. */
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  send(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<number>;
  /** Polls until the answer satisfies the condition; fails after a minute with the last answer. */
  eventually<T = Record<string, unknown>>(path: string, satisfies: (answer: T) => boolean): Promise<T>;
  stop(): Promise<void>;
}

/** `files`: texts by name below the configuration folder. */
export function createSite(files: Readonly<Record<string, string>>): Site {
  const folder = mkdtempSync(join(tmpdir(), "vigie-test-"));
  const configFolder = join(folder, "config");
  const dataFolder = join(folder, "data");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(configFolder, name)), { recursive: true });
    writeFileSync(join(configFolder, name), text);
  }
  let running: ServerUnderTest | undefined;
  return {
    folder,
    configFolder,
    dataFolder,
    async start(clock) {
      const read = (): Settings =>
        readSettings({
          flags: { config: configFolder, data: dataFolder, listen: "127.0.0.1:0" },
          env: { VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD, ...storeVariableOf(dataFolder) },
          root: folder,
        });
      running = await serverOf(
        await createApp({ settings: read(), readSettings: read, clock, log: silentLog, version: "0.0.0" }),
      );
      return running;
    },
    async remove() {
      await running?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serverOf(app: App): Promise<ServerUnderTest> {
  const base = `${app.url}/centreon/api/v2`;
  const credentials = { login: "admin", password: ADMIN_PASSWORD };
  const login = await fetch(`${base}/login`, { method: "POST", body: JSON.stringify({ security: { credentials } }) });
  if (login.status !== 200) throw new Error(`The login was answered with ${login.status} ${await login.text()}`);
  const { security } = (await login.json()) as { security: { token: string } };
  const headers = { "X-AUTH-TOKEN": security.token };

  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(base + path, { headers });
    if (response.status !== 200)
      throw new Error(`GET ${path} was answered with ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    app,
    get,
    async send(method, path, body) {
      const response = await fetch(base + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await response.arrayBuffer();
      return response.status;
    },
    eventually: (path, satisfies) => eventually(path, get, satisfies),
    stop: () => app.stop(),
  };
}
