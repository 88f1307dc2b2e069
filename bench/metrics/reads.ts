import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seriesFolderOf } from "../../src/data/timeseries/files/series-folder.ts";
import { dayOf, startOfDay } from "../../src/data/timeseries/day.ts";
import { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import type { Service } from "../../src/model/objects.ts";
import { createRandom } from "../../test/support/random.ts";
import { writeLargeConfiguration } from "../support/large-configuration.ts";
import { writeLargeStore } from "../support/large-store.ts";
import { sendAtPace } from "../support/paced-requests.ts";
import { passiveResults } from "../support/passive-results.ts";
import { memoryOf } from "../support/poll-during.ts";
import type { Promises } from "../support/promises.ts";
import { percentilesOf, table } from "../support/report.ts";
import { login, startServer } from "../support/server.ts";
import { checkSpace, fillSeries, METRICS_PER_SERVICE, type SeriesSpan } from "./fill-series.ts";
import { measurePeers } from "./peers.ts";
import { readCases, type ReadCase } from "./read-cases.ts";
import { seriesClient, type AskSeries } from "./series-client.ts";

export interface ReadsSize {
  readonly hosts: number;
  readonly sealedDays: number;
  readonly hoursDays: number;
  /** Of each case, with files in the cache of the system. */
  readonly reads: number;
  /** Of each case, with that cache emptied before each. */
  readonly coldReads: number;
  readonly peerReads: number;
}

const SERVICES_PER_HOST = 10;
const SEAL_AFTER_SECONDS = 26 * 3_600;
const VALUES_PER_SECOND = 1_000;
const DROP_CACHES = "/proc/sys/vm/drop_caches";

/** Reads through the API of the whole server while it takes values; then the same reads from other stores. */
export async function measureReads(parent: string, size: ReadsSize, promises: Promises): Promise<void> {
  const folder = mkdtempSync(join(parent, "vigie-bench-reads-"));
  const [configFolder, dataFolder] = [join(folder, "config"), join(folder, "data")];
  try {
    const services = await prepare(configFolder, dataFolder, size);
    const server = await startServer(configFolder, dataFolder);
    const token = await login(server.url);
    const ask = seriesClient(server.url, token, services);
    const abort = new AbortController();
    try {
      const cases = readCases({ services: services.length, rawDays: size.sealedDays, hoursDays: size.hoursDays });
      const startedAt = performance.now();
      await askAll(ask, cases[0]!, 1);
      const firstAnswer = server.startSeconds + (performance.now() - startedAt) / 1_000;
      console.log(
        `start ${server.startSeconds.toFixed(1)} s, first read answered after ${firstAnswer.toFixed(1)} s, ` +
          `${memoryOf(server.pid).now.toFixed(0)} MB then`,
      );
      await warmFiles(seriesFolderOf(dataFolder));
      const ingest = sendAtPace(passiveResults(server.url, token, services, VALUES_PER_SECOND), abort.signal);
      await reportReads(ask, cases, size, promises);
      abort.abort();
      const { refused, took } = await ingest;
      console.log(
        `meanwhile ${VALUES_PER_SECOND} values a second were taken, ${refused} of ${took.length} requests refused; ` +
          `${memoryOf(server.pid).now.toFixed(0)} MB after it`,
      );
      promises.atMost("passive results refused during the reads", refused, 0);
      await measurePeers(ask, new SeriesFolder(seriesFolderOf(dataFolder)), size.peerReads);
    } finally {
      abort.abort();
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(
  configFolder: string,
  dataFolder: string,
  { hosts, sealedDays, hoursDays }: ReadsSize,
): Promise<readonly Service[]> {
  const begun = performance.now();
  const now = Math.floor(Date.now() / 1000);
  const firstOpenDay = dayOf(now - SEAL_AFTER_SECONDS);
  const span: SeriesSpan = { sealedDays, hoursDays, firstOpenDay, end: now };
  writeLargeConfiguration(configFolder, { hosts, servicesPerHost: SERVICES_PER_HOST, hostGroups: hosts / 50 });
  const { services } = await writeLargeStore(configFolder, dataFolder);
  checkSpace(dataFolder, services.length, span);
  const keys = services.map(({ key }) => key);
  const path = seriesFolderOf(dataFolder);
  fillSeries(path, keys, span);
  const { raw, hours, days } = new SeriesFolder(path).sizes();
  const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(2);
  console.log(
    `\n## Reads of ${services.length} services with ${METRICS_PER_SERVICE} metrics: ${sealedDays} days sealed and ` +
      `${((now - startOfDay(firstOpenDay)) / 86_400).toFixed(1)} open (${gigabytes(raw)} GB), ${hoursDays} days of ` +
      `hours (${gigabytes(hours)} GB), days ${gigabytes(days)} GB; made in ` +
      `${((performance.now() - begun) / 1_000).toFixed(0)} s\n`,
  );
  return services;
}

async function reportReads(
  ask: AskSeries,
  cases: readonly ReadCase[],
  { reads, coldReads }: ReadsSize,
  promises: Promises,
): Promise<void> {
  const cells = (took: readonly number[]): readonly string[] => {
    const { p50, p99, max } = percentilesOf(took);
    return [p50, p99, max].map((ms) => ms.toFixed(1));
  };
  const warm: (readonly number[])[] = [];
  for (const each of cases) warm.push(await askAll(ask, each, reads));
  const canDrop = dropCaches();
  const rows: string[][] = [];
  for (const [place, each] of cases.entries()) {
    const took = warm[place]!;
    const cold = canDrop ? cells(await askAll(ask, each, coldReads, dropCaches)) : ["-", "-", "-"];
    rows.push([each.name, `< ${each.mostMs}`, ...cells(took), ...cold]);
    promises.atMost(`${each.name}, p99`, percentilesOf(took).p99, each.mostMs, " ms");
  }
  console.log(
    table(["read", "promise", "p50 ms", "p99 ms", "slowest", "cold: p50", "cold: p99", "cold: slowest"], rows),
  );
  console.log(
    `${reads} reads each, one after the other, every file read before the first, as far as memory has room for it; cold: ` +
      (canDrop
        ? `${coldReads}, each after ${DROP_CACHES} was written`
        : `not measured, ${DROP_CACHES} cannot be written`),
  );
}

/** Reads every file once; what memory cannot hold of them is then on the disk alone, hours first. */
async function warmFiles(path: string): Promise<void> {
  for (const name of ["hours", "raw", ""])
    for (const entry of readdirSync(join(path, name), { withFileTypes: true }))
      if (entry.isFile())
        for await (const chunk of createReadStream(join(path, name, entry.name), { highWaterMark: 2 ** 20 }))
          void chunk;
}

/** Milliseconds of each; a case with several requests sends them at once. */
export async function askAll(
  ask: AskSeries,
  { next }: Pick<ReadCase, "next">,
  count: number,
  before: () => unknown = () => {},
): Promise<readonly number[]> {
  const random = createRandom(count);
  const took: number[] = [];
  for (let read = 0; read < count; read++) {
    const requests = next(random);
    before();
    const begun = performance.now();
    await Promise.all(requests.map(ask));
    took.push(performance.now() - begun);
  }
  return took;
}

/** Empties the system's cache of files. Returns false if it cannot. */
function dropCaches(): boolean {
  try {
    execFileSync("sync");
    writeFileSync(DROP_CACHES, "3");
    return true;
  } catch {
    return false;
  }
}
