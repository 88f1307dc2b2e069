import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loginAt, startServerProcess, withOpenFiles } from "../support/server-process.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-failed-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command that is expected to end. */
function vigie(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const ended = spawnSync(VIGIE, args, {
    env: {
      ...process.env,
      VIGIE_DATA: join(folder, "data"),
      VIGIE_LISTEN: "127.0.0.1:0",
      VIGIE_LOG_LEVEL: "error",
      ...env,
    },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { code: ended.status, output: ended.stdout, errors: ended.stderr };
}

function writeConfiguration(files: Readonly<Record<string, string>>): string {
  const config = join(folder, "config");
  mkdirSync(config);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(config, name), text);
  return config;
}

describe("a start that cannot succeed prints the reason, in one message, and ends with 1", () => {
  test("a port in use; the next start still prints the first password", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => taken.once("listening", done));
    const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`;

    const failed = await new Promise<Ended>((done) =>
      setImmediate(() => done(vigie(["serve"], { VIGIE_LISTEN: address }))),
    );
    taken.close();

    expect(failed).toEqual({
      code: 1,
      output: "",
      errors: `vigie: Cannot listen on ${address}: another program listens there. Choose another address with --listen HOST:PORT or VIGIE_LISTEN.\n`,
    });
    const server = await startServerProcess({ VIGIE_DATA: join(folder, "data") });
    const password = /password (\S+)/.exec(server.greeting)?.[1] ?? "";
    expect(await loginAt(server.url, "admin", password)).toMatch(/^[0-9a-f]{32}$/);
    expect(await server.stop()).toBe(0);
  });

  test("a broken configuration: every error, with file and line", () => {
    const config = writeConfiguration({
      "vigie.cfg": "cfg_file=objects.cfg\nno_such_directive=1\n",
      "objects.cfg": "define host {\n  host_name  web\n  max_check_attempts  many\n}\n",
    });

    expect(vigie(["serve"], { VIGIE_CONFIG: config })).toEqual({
      code: 1,
      output: "",
      errors:
        `vigie: ${config}/objects.cfg:3: max_check_attempts: 'many': expected a whole number from 1 to 1000000\n` +
        `${config}/vigie.cfg:2: no_such_directive: unknown directive of the main file\n2 errors in ${config}\n`,
    });
  });

  test("a second server on the same data folder", async () => {
    const server = await startServerProcess({ VIGIE_DATA: join(folder, "data") });

    const second = vigie(["serve"]);

    expect(second.code).toBe(1);
    expect(second.errors).toMatch(
      /^vigie: Another Vigie server \(process \d+\) runs on the data folder .+\. Stop it, or give this one its own data folder\.\n$/,
    );
    await server.stop();
  });

  test.each([48, 64, 96, 127])("a limit of %i open files", (most) => {
    const [sh, ...args] = withOpenFiles(most);
    const ended = spawnSync(sh!, [...args, VIGIE, "serve", "--data", join(folder, "data")], { encoding: "utf8" });
    expect([ended.status, ended.stdout, ended.stderr]).toEqual([
      1,
      "",
      `vigie: This process may open ${most} files, and the server needs at least 128. ` +
        "Raise the limit (LimitNOFILE of systemd, ulimit -Hn).\n",
    ]);
    expect(existsSync(join(folder, "data"))).toBe(false);
  });

  test("a wrong setting", () => {
    expect(vigie(["serve", "--listen", "here"])).toMatchObject({
      code: 1,
      errors: expect.stringContaining("--listen: expected HOST:PORT such as 127.0.0.1:8080"),
    });
  });
});

describe("vigie check-config", () => {
  test("prints a summary and ends with 0 if there are no errors", () => {
    expect(vigie(["check-config"])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^The configuration in .+\/config is valid: 2 hosts, 12 services/),
    });
  });

  test("reads access.yaml too", () => {
    const config = writeConfiguration({
      "vigie.cfg": "cfg_file=objects.cfg\n",
      "objects.cfg": "define host {\n  host_name  web\n  max_check_attempts  1\n}\n",
      "access.yaml": "access_groups:\n  - id: 1\n    name: operators\n    hosts: [db]\n",
    });

    const { code, output } = vigie(["check-config"], { VIGIE_CONFIG: config });

    expect(code).toBe(1);
    expect(output).toMatch(/access\.yaml:4: .*db/);
  });
});
