// Worker thread that reads time series: no read waits while the other thread seals a day, and no check waits for a read.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { answerCalls } from "../../../lib/thread-calls.ts";
import { setAside } from "../../../lib/database-files.ts";
import { SeriesFolder } from "../files/series-folder.ts";
import { readBuckets } from "../read/read-buckets.ts";
import { readSamples } from "../read/read-samples.ts";
import { StoredBlocks } from "../read/stored-blocks.ts";
import { limitsReader, type LimitsReader } from "../registry-rows.ts";
import type { DamageMessage, ReaderFunctions, ReaderThreadOptions } from "./reader-functions.ts";

const port = parentPort;
if (port === null) throw new Error("reader-thread.ts runs in a worker thread only.");
const folder = new SeriesFolder((workerData as ReaderThreadOptions).folder);
let registry: { readonly db: DatabaseSync; readonly limits: LimitsReader } | undefined;

const blocks = new StoredBlocks(folder, (path, slot, reason) => {
  // A sealed file that cannot be read costs its day, not more. One that still takes results stays for its writer.
  const isSealed = slot === null && !path.endsWith(".open.sqlite");
  const named = (isSealed ? setAside(path) : null) ?? path;
  port.postMessage({ damaged: { path: named, slot, reason } } satisfies DamageMessage);
});

function openedRegistry(): NonNullable<typeof registry> {
  if (registry !== undefined) return registry;
  const db = new DatabaseSync(folder.registry, { readOnly: true, timeout: 1_000 });
  return (registry = { db, limits: limitsReader(db) });
}

const functions: ReaderFunctions = {
  buckets(request) {
    const answer = readBuckets(blocks, request);
    const { limits } = openedRegistry();
    const { from, to } = request;
    return {
      ...answer,
      series: answer.series.map((resource) => ({
        ...resource,
        metrics: resource.metrics.map((metric) => ({ ...metric, limits: limits(metric.id, from, to) })),
      })),
    };
  },
  limits(request) {
    const { limits } = openedRegistry();
    return new Map(request.metricIds.map((id) => [id, limits(id, request.from, request.to)]));
  },
  samples: (request) => readSamples(blocks, request),
  close() {
    blocks.close();
    registry?.db.close();
    port.close();
  },
};
answerCalls(port, functions);
