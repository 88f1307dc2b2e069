// Writes time series until it is killed. Prints the newest time that is confirmed to be on disk, a line each.
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { openWriter, perfdataAt, RESOURCES, STEP_SECONDS } from "./written-series.ts";

const [folder, start] = process.argv.slice(2);
let at = Number(start);
const writer = openWriter(folder!, () => at);
let sealing: Generator<void, void> | null = null;
/** A seal that was killed begins anew: without a limit more days would come than are sealed. */
const MAX_OPEN_DAYS = 12;

const step = (): void => {
  if (writer.folder.openDays().length <= MAX_OPEN_DAYS) take();
  if (Math.random() < 0.1) writer.sweep(0.3);
  const day = writer.dayToSeal();
  if (sealing === null && day !== null) sealing = writer.seal(day);
  if (sealing?.next().done === true) sealing = null;
  setImmediate(step);
};

function take(): void {
  at += STEP_SECONDS;
  writer.accept(batchOf(RESOURCES.map((key) => ({ key, at, state: at % 3, perfdata: perfdataAt(key, at) }))));
  if (Math.random() < 0.2) {
    writer.sync();
    process.stdout.write(`${at}\n`);
  }
}
step();
