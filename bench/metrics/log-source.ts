// Takes results for bench/metrics/replay.ts until it is killed. Prints each second of the results once it is on disk.
import { writeSync } from "node:fs";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { openBenchWriter } from "./open-bench-writer.ts";
import { resultsOfSecond } from "./replayed-results.ts";

const [folder, services, start] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
let now = start;
const writer = openBenchWriter(folder, () => now);
for (; ; now++) {
  writer.accept(batchOf(resultsOfSecond(services, start, now)));
  writer.sync();
  writeSync(1, `${now}\n`);
}
