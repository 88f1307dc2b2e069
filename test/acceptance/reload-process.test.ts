import { execFile, spawnSync } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

let site: Site;
let server: ServerProcess;
beforeEach(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n" });
  configure("web");
  server = await startServerProcess({ VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder });
});
afterEach(async () => {
  await server.stop();
  await site.remove();
});

function configure(...hosts: readonly string[]): void {
  const definitions = hosts.map(
    (name) => `define host {\n  host_name ${name}\n  address 127.0.0.1\n  max_check_attempts 1\n}\n`,
  );
  writeFileSync(join(site.configFolder, "objects.cfg"), definitions.join(""));
}

async function hosts(): Promise<string[]> {
  const { body } = await requestLocalApi(site.dataFolder, {
    method: "GET",
    path: "/centreon/api/latest/monitoring/hosts",
  });
  return (body as { result: { name: string }[] }).result.map(({ name }) => name);
}

const hostsBecome = (expected: readonly string[]): Promise<void> => expect.poll(hosts).toEqual(expected);

/** `vigie reload` as an operator runs it. */
const reload = (): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
  new Promise((done) => {
    execFile(VIGIE, ["--config", site.configFolder, "--data", site.dataFolder, "reload"], (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });

describe("the running server", () => {
  test("reloads at SIGHUP", async () => {
    configure("db", "web");

    server.signal("SIGHUP");

    await hostsBecome(["db", "web"]);
  });

  test("survives SIGHUP with a broken configuration, and loads it once it is fixed", async () => {
    writeFileSync(join(site.configFolder, "objects.cfg"), "define host {\n  nonsense 1\n}\n");
    server.signal("SIGHUP");
    expect((await reload()).code).toBe(1);
    expect(await hosts()).toEqual(["web"]);

    configure("db", "web");
    server.signal("SIGHUP");

    await hostsBecome(["db", "web"]);
  });

  test("reports to vigie reload what changed", async () => {
    configure("db");

    const { code, stdout } = await reload();

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warning: \S+objects\.cfg:1: contacts: host 'db' has no contacts .*\nReloaded in \d+\.\d s\.\n {2}hosts     1: 1 added, 1 removed, 0 changed\n {2}services  0: 0 added, 0 removed, 0 changed\n$/,
    );
  });

  test("reports to vigie reload every error with file and line, and which settings need a restart", async () => {
    writeFileSync(
      join(site.configFolder, "objects.cfg"),
      "define host {\n  host_name web\n  nonsense 1\n  address\n}\n",
    );
    const { code, stderr } = await reload();
    expect(code).toBe(1);
    expect(stderr).toContain(`${join(site.configFolder, "objects.cfg")}:3: nonsense: `);
    expect(stderr).toContain("the previous one stays in effect");

    configure("web");
    writeFileSync(join(site.configFolder, "vigie.yaml"), "retention_days: 30\nmax_concurrent_checks: 7\n");
    expect((await reload()).stdout).toContain("max_concurrent_checks was changed and needs a restart\n");

    writeFileSync(join(site.configFolder, "vigie.yaml"), "retention_days: many\n");
    expect(await reload()).toMatchObject({ code: 1, stderr: expect.stringContaining("retention_days") });
  });
});

test(
  "a FIFO as access.yaml, as a secret or as a certificate is refused with its reason, and the next reload works",
  { timeout: 180_000 },
  async () => {
    const fifo = join(site.configFolder, "fifo");
    const access = join(site.configFolder, "access.yaml");
    const settings = join(site.configFolder, "vigie.yaml");
    spawnSync("mkfifo", [fifo]);
    const refused = async (): Promise<string> => {
      const { code, stderr } = await reload();
      expect(code).toBe(1);
      return stderr;
    };

    symlinkSync("fifo", access);
    expect(await refused()).toContain(`${access}: cannot be read: not a regular file but a FIFO`);
    rmSync(access);
    for (const key of ["ca_file", "password_file"]) {
      writeFileSync(
        settings,
        `channels:\n  ops:\n    kind: mail\n    server: 127.0.0.1:25\n    from: a@b.example\n    user: x\n    ${key}: ${fifo}\n` +
          (key === "ca_file" ? "    password: y\n" : ""),
      );
      expect(await refused()).toMatch(new RegExp(`ops\\.${key}: .*fifo cannot be read: not a regular file but a FIFO`));
    }
    rmSync(settings);

    expect((await reload()).code).toBe(0);
  },
);

test("without a server vigie reload reports that", async () => {
  await server.stop();

  expect(await reload()).toMatchObject({
    code: 3,
    stderr: expect.stringContaining("No server runs on the data folder"),
  });
});
