import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { writeLargeConfiguration, type Size } from "./large-configuration.ts";
import { writeLargeStore } from "./large-store.ts";
import { memoryOf, pollDuring } from "./poll-during.ts";
import { login, startServer, type RunningServer } from "./server.ts";

/** One number per round; memory in MB. */
export interface Growth {
  readonly startSeconds: readonly number[];
  readonly memoryAtStart: readonly number[];
  readonly memoryLater: readonly number[];
  readonly memoryAfterUse: readonly number[];
  readonly memoryAfterReload: readonly number[];
  readonly peak: readonly number[];
  readonly reloadSeconds: readonly number[];
  readonly slowestAnswer: readonly number[];
  readonly storeMb: readonly number[];
}

const LATER_SECONDS = 30;
const USE_SECONDS = 5;
const CONNECTIONS = 8;

/** Starts the server several times on one site; the last time it stays, serves requests, and reloads. */
export async function measureGrowth(folder: string, size: Size, rounds: number): Promise<Growth> {
  const [config, data] = [join(folder, "config"), join(folder, "data")];
  writeLargeConfiguration(config, size);
  await writeLargeStore(config, data);
  const startSeconds: number[] = [];
  const memoryAtStart: number[] = [];
  const start = async (): Promise<RunningServer> => {
    const server = await startServer(config, data);
    startSeconds.push(server.startSeconds);
    memoryAtStart.push(memoryOf(server.pid).now);
    return server;
  };
  for (let round = 1; round < rounds; round++) await (await start()).stop();

  const server = await start();
  await setTimeout(LATER_SECONDS * 1000);
  const memoryLater = [memoryOf(server.pid).now];
  const token = await login(server.url);
  await use(server.url, token);
  const memoryAfterUse = [memoryOf(server.pid).now];
  const reloadSeconds: number[] = [];
  const slowestAnswer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { answer, poll } = await pollDuring(server.url, token, () =>
      requestLocalApi(data, { method: "POST", path: "/api/reload" }),
    );
    const { seconds } = answer.body as { readonly seconds?: number };
    if (seconds === undefined || poll.refused > 0)
      throw new Error(`The reload was answered ${answer.status}, ${poll.refused} requests were refused.`);
    reloadSeconds.push(seconds);
    slowestAnswer.push(poll.slowest);
    await setTimeout(1000);
  }
  const { now, peak } = memoryOf(server.pid);
  await server.stop();
  return {
    startSeconds,
    memoryAtStart,
    memoryLater,
    memoryAfterUse,
    reloadSeconds,
    slowestAnswer,
    memoryAfterReload: [now],
    peak: [peak],
    storeMb: [sizeOf(data)],
  };
}

const READS = [
  "services",
  "services?limit=100&page=50",
  'services?search={"service.state":{"$neq":0}}&limit=50',
  'services?search={"host.name":{"$lk":"%25123%25"}}',
  'services?search={"service.output":{"$lk":"%25slow%25"}}',
  "hosts",
  "hosts?show_service=true&limit=30",
  "hostgroups?show_host=true&show_service=true",
];

async function use(url: string, token: string): Promise<void> {
  const until = performance.now() + USE_SECONDS * 1000;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      for (let turn = connection; performance.now() < until; turn++) {
        const response = await fetch(`${url}/centreon/api/latest/monitoring/${READS[turn % READS.length]}`, {
          headers: { "X-AUTH-TOKEN": token },
        });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`${READS[turn % READS.length]} was answered ${response.status}`);
      }
    }),
  );
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0) /
  2 ** 20;
