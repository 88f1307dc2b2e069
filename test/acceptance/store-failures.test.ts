import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendCommands } from "../support/command-file.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";
import { isNotHere } from "../support/test-store.ts";

const OBJECTS = `define host {
  host_name           web
  host_id             1
  address             127.0.0.1
  max_check_attempts  1
}
`;

let site: Site;
let server: ServerProcess;
let token: string;
beforeEach(() => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
});
afterEach(async () => {
  await server.stop();
  await site.remove();
});

async function start(dataFolder = site.dataFolder, prefix: readonly string[] = []): Promise<void> {
  const env = { VIGIE_CONFIG: site.configFolder, VIGIE_DATA: dataFolder, VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD };
  server = await startServerProcess(env, prefix);
  token = await loginAt(server.url, "admin", ADMIN_PASSWORD);
}

interface HealthAnswer {
  readonly status: string;
  readonly problems: readonly { readonly part: string; readonly code: string; readonly since: string }[];
  readonly last_commit: string | null;
}

async function health(): Promise<{ readonly httpStatus: number } & HealthAnswer> {
  const response = await fetch(`${server.url}/api/health`);
  return { httpStatus: response.status, ...((await response.json()) as HealthAnswer) };
}

/** Waits until health shows this problem, without a write by a client. */
async function healthShows(part: string, code: string): Promise<HealthAnswer> {
  await expect.poll(health, { interval: 250 }).toMatchObject({
    httpStatus: 503,
    status: "failing",
    problems: expect.arrayContaining([expect.objectContaining({ part, code })]),
  });
  return health();
}

const healthIsGood = (): Promise<void> =>
  expect.poll(health, { interval: 250 }).toMatchObject({ httpStatus: 200, status: "ok", problems: [] });

const command = async (path: string, body: object): Promise<number> =>
  (
    await fetch(`${server.url}/centreon/api/latest${path}`, {
      method: "POST",
      headers: { "X-AUTH-TOKEN": token },
      body: JSON.stringify(body),
    })
  ).status;

const downtime = (): Promise<number> =>
  command("/monitoring/hosts/1/downtimes", {
    comment: "x",
    is_fixed: true,
    duration: 60,
    with_services: false,
    start_time: new Date(Date.now() + 3_600_000).toISOString(),
    end_time: new Date(Date.now() + 7_200_000).toISOString(),
  });

describe.skipIf(isNotHere("the database file"))("health shows, and commands are refused, after the database is", () => {
  const database = (): string => join(site.dataFolder, "vigie.sqlite");

  test.each([
    ["deleted", () => rmSync(database())],
    [
      "replaced by a copy",
      () => {
        copyFileSync(database(), `${database()}-copy`);
        renameSync(`${database()}-copy`, database());
      },
    ],
    ["robbed of its log", () => rmSync(`${database()}-wal`)],
    ["moved with its folder", () => renameSync(site.dataFolder, `${site.dataFolder}-moved`)],
  ])("%s", { timeout: 180_000 }, async (_what, lose) => {
    await start();
    await healthIsGood();
    expect(await downtime()).toBe(204);
    const before = Date.now();

    lose();

    const { problems, last_commit: lastCommit } = await healthShows("store", "store-replaced");
    expect(Date.parse(problems[0]!.since)).toBeGreaterThanOrEqual(before - 1_000);
    expect(Date.parse(lastCommit!)).toBeGreaterThanOrEqual(before - 10_000);
    expect(await downtime()).toBe(500);
    expect(server.log()).toContain('"code":"store-replaced"');
  });

  test("overwritten", { timeout: 180_000 }, async () => {
    await start();
    await healthIsGood();
    expect(await downtime()).toBe(204);
    // As after an orderly stop, so that the pages are in the file.
    spawnSync("sqlite3", [database(), "PRAGMA wal_checkpoint(PASSIVE)"]);
    const file = openSync(database(), "r+");
    const { size } = statSync(database());
    writeSync(file, Buffer.alloc(size, 0xa5), 0, size, 0);
    closeSync(file);

    await healthShows("store", "store-damaged");

    expect(await downtime()).toBe(500);
    await sendCommands(site, { now: () => Date.now() / 1000 }, "DISABLE_HOST_CHECK;web");
    await expect.poll(() => server.log()).toContain("an external command failed");
  });
});

const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;

test.runIf(canMount && !isNotHere("the database file"))(
  "a full disk is shown without a write by a client, and its end is (skipped if nothing can be mounted)",
  { timeout: 180_000 },
  async () => {
    const mount = join(site.folder, "small");
    mkdirSync(mount);
    await start(join(mount, "data"), [
      "unshare",
      "-rm",
      "sh",
      "-c",
      `mount -t tmpfs -o size=8m none '${mount}' && exec "$@"`,
      "sh",
    ]);
    await healthIsGood();
    const filler = `/proc/${server.pid}/root${join(mount, "filler")}`;
    expect(() => writeFileSync(filler, Buffer.alloc(16_000_000))).toThrow("ENOSPC");

    const { last_commit: lastCommit } = await healthShows("store", "store-full");
    expect(lastCommit).not.toBeNull();

    rmSync(filler);
    await healthIsGood();
    expect(await downtime()).toBe(204);
  },
);
