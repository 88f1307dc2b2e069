import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite } from "../support/server-under-test.ts";

const OBJECTS = `
define command {
  command_name  print
  command_line  /bin/echo 'fine|at=$TIMET$'
}
define host {
  host_name           web
  host_id             1
  address             192.0.2.1
  max_check_attempts  1
}
${Array.from(
  { length: 20 },
  (_, index) => `define service {
  host_name            web
  service_description  page ${index}
  service_id           ${2 + index}
  check_command        print
  check_interval       1
  max_check_attempts   1
}`,
).join("\n")}
`;

const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /tmp"]).status === 0;

interface Health {
  readonly problems: readonly { readonly part: string; readonly code: string }[];
}

/** Server with a small file system at the folder of its performance data. */
interface Scene {
  readonly server: ServerProcess;
  /** Folder of the performance data, in the namespace of the server. */
  readonly metrics: string;
  api<T>(path: string): Promise<T>;
  problems(): Promise<Health["problems"]>;
}

/** Starts it. `mounting`: commands of a shell that follow the mount, which has the path `$1`. */
async function startScene({ onTestFinished }: TestContext, mounting = ""): Promise<Scene> {
  const site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\ninterval_length=1\n", "objects.cfg": OBJECTS });
  const env = { VIGIE_CONFIG: site.configFolder, VIGIE_DATA: site.dataFolder, VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD };
  // The folder is made at the first start.
  await (await startServerProcess(env)).stop();
  const metrics = join(site.dataFolder, "metrics");
  const mount = `mount -t tmpfs -o size=4m none "$1" ${mounting} && shift && exec "$@"`;
  const server = await startServerProcess(env, ["unshare", "-rm", "sh", "-c", mount, "sh", metrics]);
  onTestFinished(async () => {
    await server.stop();
    await site.remove();
  });
  const token = await loginAt(server.url, "admin", ADMIN_PASSWORD);
  const api = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${server.url}${path}`, { headers: { "X-AUTH-TOKEN": token } })).json()) as T;
  return { server, metrics, api, problems: async () => (await api<Health>("/api/health")).problems };
}

const TROUBLE = [expect.objectContaining({ part: "time_series", code: "time-series-failing" })];

/** Unix second of the last check, which is committed. */
async function lastCheck({ api }: Scene): Promise<number> {
  const { last_check: at } = await api<{ readonly last_check: string }>(
    "/centreon/api/latest/monitoring/hosts/1/services/2",
  );
  return Date.parse(at) / 1000;
}

/** Checks go on, each second, with their commits: waits for five of them. */
async function checksGoOn({ expect }: TestContext, scene: Scene): Promise<readonly [from: number, to: number]> {
  const from = await lastCheck(scene);
  await expect.poll(() => lastCheck(scene), { interval: 100 }).toBeGreaterThanOrEqual(from + 5);
  return [from, await lastCheck(scene)];
}

/** Times of the kept values: each value is its time. */
async function keptTimes({ api }: Scene): Promise<ReadonlySet<number>> {
  const to = Math.ceil(Date.now() / 1000) + 1;
  const series = await api<{
    readonly resources: readonly { readonly metrics: readonly { readonly last: readonly (number | null)[] }[] }[];
  }>(`/api/metrics/series?resource=1/2&from=${to - 600}&to=${to}`);
  return new Set(series.resources.flatMap((each) => each.metrics[0]!.last.filter((value) => value !== null)));
}

/** The time is taken by the macro, up to a second before the check. */
const valuesIn = (times: ReadonlySet<number>, [from, to]: readonly [number, number]): number =>
  [...times].filter((time) => time >= from - 1 && time <= to).length;

describe.runIf(canMount)("a full or read-only disk (skipped if nothing can be mounted)", () => {
  test(
    "a full disk of the performance data delays no check and no commit, is named, and values of that time are kept later",
    { concurrent: true, timeout: 180_000 },
    async (test) => {
      const scene = await startScene(test);
      const { server, metrics, problems } = scene;
      const { expect } = test;
      await expect.poll(problems).toEqual([]);
      await expect.poll(async () => (await keptTimes(scene)).size).toBeGreaterThan(0);
      const filler = join(`/proc/${server.pid}/root${metrics}`, "filler");
      expect(() => writeFileSync(filler, Buffer.alloc(8_000_000))).toThrow("ENOSPC");

      await expect.poll(problems).toEqual(TROUBLE);
      const outage = await checksGoOn(test, scene);
      rmSync(filler);
      await expect.poll(problems).toEqual([]);

      expect(valuesIn(await keptTimes(scene), outage)).toBeGreaterThanOrEqual(5);
      expect(server.log()).toMatch(/time series: (ENOSPC|database or disk is full).*; values wait in memory/);
    },
  );

  test(
    "a read-only folder of the performance data delays neither start nor checks, is named, and is taken when it can be written",
    { concurrent: true, timeout: 180_000 },
    async (test) => {
      const scene = await startScene(test, '&& mount -o remount,ro "$1"');
      const { server, metrics, problems } = scene;
      const { expect } = test;

      await expect.poll(problems).toEqual(TROUBLE);
      const outage = await checksGoOn(test, scene);
      const inNamespace = ["--preserve-credentials", "-U", "-m", "-t", String(server.pid)];
      execFileSync("nsenter", [...inNamespace, "mount", "-o", "remount,rw", metrics]);
      await expect.poll(problems).toEqual([]);

      expect(valuesIn(await keptTimes(scene), outage)).toBeGreaterThanOrEqual(5);
    },
  );
});
