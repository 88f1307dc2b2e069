// Performance data over time: bytes, taking beside commits, kill -9, sealing beside commits, reads through the API beside
// other stores. Run by `node bench/metrics.ts [--size full] [--only codec,writing,ingest,replay,sealing,reads] [--folder
// /tmp]`. What is promised is for `--size full`, which takes 40 GB of disk; ends with code 1 if it is not kept.
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { measureCodec } from "./metrics/codec.ts";
import { measureIngest } from "./metrics/ingest.ts";
import { measureReads } from "./metrics/reads.ts";
import { measureReplay } from "./metrics/replay.ts";
import { measureSealing } from "./metrics/sealing.ts";
import { measureWriting } from "./metrics/writing.ts";
import { createPromises } from "./support/promises.ts";
import { machine } from "./support/report.ts";
import { chosenSize, sizeOption } from "./support/size.ts";

const SIZES = {
  small: {
    writing: { services: 1_000, days: 4 },
    ingest: { services: 10_000, seconds: 10, rounds: 3 },
    replay: { services: 100_000 },
    sealing: { services: 5_000, rounds: 3 },
    reads: { hosts: 200, sealedDays: 35, hoursDays: 365, reads: 200, coldReads: 10, peerReads: 20 },
  },
  full: {
    writing: { services: 5_000, days: 7 },
    ingest: { services: 100_000, seconds: 60, rounds: 3 },
    replay: { services: 100_000 },
    // A seal takes the same share of the time at any size; 100,000 services take half an hour.
    sealing: { services: 20_000, rounds: 2 },
    reads: { hosts: 10_000, sealedDays: 35, hoursDays: 365, reads: 300, coldReads: 100, peerReads: 100 },
  },
};

const { values: options } = parseArgs({
  options: { size: sizeOption, only: { type: "string" }, folder: { type: "string", default: tmpdir() } },
});
const size = chosenSize(SIZES, options.size);
const { folder } = options;
const promises = createPromises();
const parts: Readonly<Record<string, () => unknown>> = {
  codec: measureCodec,
  writing: () => measureWriting(folder, size.writing, promises),
  ingest: () => measureIngest(folder, size.ingest, promises),
  replay: () => measureReplay(folder, size.replay, promises),
  sealing: () => measureSealing(folder, size.sealing, promises),
  reads: () => measureReads(folder, size.reads, promises),
};
const selected = options.only?.split(",") ?? Object.keys(parts);
const unknown = selected.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}
console.log(`${machine()}; size ${options.size}`);
for (const name of selected) {
  const begun = performance.now();
  await parts[name]!();
  console.log(`\n(${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s)`);
}
process.exitCode = promises.report() ? 0 : 1;
