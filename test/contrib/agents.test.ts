import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../../bench/support/free-port.ts";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const contrib = (path: string): string => readFileSync(join(ROOT, "contrib", path), "utf8");
const templates = readFileSync(join(ROOT, "config/objects/templates.cfg"), "utf8").replaceAll(
  /.*contact_groups.*\n/g,
  "",
);
const periods = readFileSync(join(ROOT, "config/objects/timeperiods.cfg"), "utf8");

let site: Site | undefined;
let server: ServerProcess | undefined;
let daemon: ChildProcess | undefined;
afterEach(async () => {
  if (daemon !== undefined && daemon.exitCode === null && daemon.kill()) await once(daemon, "exit");
  await server?.stop();
  await site?.remove();
});

const siteWith = (objects: string): Site =>
  (site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": `${periods}\n${templates}\n${objects}` }));

async function start({ configFolder, dataFolder }: Site): Promise<void> {
  server = await startServerProcess({ VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder });
}

interface Row {
  readonly description: string;
  readonly state: number;
  readonly output: string;
}

async function services(): Promise<readonly Row[]> {
  const path = "/centreon/api/latest/monitoring/services?limit=100";
  const { body } = await requestLocalApi(site!.dataFolder, { method: "GET", path });
  return (body as { readonly result: readonly Row[] }).result;
}

const isRoot = process.getuid!() === 0;
const NRPE = "/usr/sbin/nrpe";
const CHECK_NRPE = "/usr/lib/nagios/plugins/check_nrpe";

test.skipIf(!isRoot || !existsSync(NRPE) || !existsSync(CHECK_NRPE))(
  "NRPE: services are checked by the agent",
  { timeout: 180_000 },
  async () => {
    const port = await freePort();
    const monitored = siteWith(
      contrib("nrpe/objects.cfg")
        .replace("192.0.2.10", "127.0.0.1")
        .replace(/_NRPE_PORT +5666/, `_NRPE_PORT ${port}`),
    );
    const file = join(monitored.folder, "nrpe.cfg");
    writeFileSync(
      file,
      `server_port=${port}
server_address=127.0.0.1
allowed_hosts=127.0.0.1
nrpe_user=nobody
nrpe_group=nogroup
pid_file=${monitored.folder}/nrpe.pid
command[check_load]=/bin/echo LOAD OK
command[check_users]=/bin/sh -c 'echo USERS BAD; exit 2'
`,
    );
    daemon = spawn(NRPE, ["-c", file, "-f"], { stdio: "ignore" });
    await expect.poll(() => spawnSync(CHECK_NRPE, ["-H", "127.0.0.1", "-p", String(port)]).status).toBe(0);
    await start(monitored);

    const found = async () =>
      (await services()).map(({ description, state, output }) => [description, state, output.trim()]);
    await expect.poll(found).toEqual([
      ["Load", 0, "LOAD OK"],
      ["Users", 2, "USERS BAD"],
    ]);
  },
);

const NSCA = "/usr/sbin/nsca";
const SEND_NSCA = "/usr/sbin/send_nsca";

test.skipIf(!isRoot || !existsSync(NSCA) || !existsSync(SEND_NSCA))(
  "NSCA: a result that was sent is the state",
  { timeout: 180_000 },
  async () => {
    const monitored = siteWith(contrib("nsca/objects.cfg"));
    const { dataFolder, folder } = monitored;
    await start(monitored);
    const port = await freePort();
    const daemonFile = join(folder, "nsca.cfg");
    const text = contrib("nsca/nsca.cfg");
    expect(text).toContain("command_file=/var/lib/vigie/vigie.cmd");
    writeFileSync(
      daemonFile,
      text
        .replace("server_port=5667", `server_port=${port}`)
        .replaceAll("/var/lib/vigie", dataFolder)
        .replaceAll("/run/vigie", folder)
        .replaceAll("=vigie\n", "=root\n"),
    );
    const senderFile = join(folder, "send_nsca.cfg");
    writeFileSync(senderFile, "password=change this password\nencryption_method=14\n");
    daemon = spawn(NSCA, ["-f", "-c", daemonFile, "--single"], { stdio: "ignore" });
    const line = "sender-1\tbackup\t1\tBACKUP WARNING - 2 files | files=2\n";
    const sendResult = () =>
      spawnSync(SEND_NSCA, ["-H", "127.0.0.1", "-p", String(port), "-c", senderFile], { input: line }).status;
    await expect.poll(sendResult).toBe(0);

    await expect.poll(services).toMatchObject([{ state: 1, output: "BACKUP WARNING - 2 files\n" }]);
  },
);
