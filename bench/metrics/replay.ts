import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SeriesFolder } from "../../src/data/timeseries/files/series-folder.ts";
import type { SeriesWriter } from "../../src/data/timeseries/write/series-writer.ts";
import type { Promises } from "../support/promises.ts";
import { median, table } from "../support/report.ts";
import { INTERVAL, METRICS_PER_SERVICE } from "./fill-series.ts";
import { openBenchWriter } from "./open-bench-writer.ts";
import { keyOf, valuesOf } from "./replayed-results.ts";

/** Half an hour is what the log has at least: a round of the sweep. */
const SECONDS = 1_800;
const OPENINGS = 5;
const MOST_SECONDS = 0.4;

/** Kills the process that takes values, and reads its log again: how long that takes, and whether anything is lost. */
export async function measureReplay(
  parent: string,
  { services }: { readonly services: number },
  promises: Promises,
): Promise<void> {
  const folder = mkdtempSync(join(parent, "vigie-bench-replay-"));
  const start = Math.floor(Date.now() / 1000 / 86_400) * 86_400;
  console.log(`\n## kill -9 after half an hour of ${services} services, and the start after it\n`);
  const confirmed = await fillUntilKilled(folder, services, start);
  const withoutLog = `${folder}-without-log`;
  cpSync(folder, withoutLog, { recursive: true });
  rmSync(new SeriesFolder(withoutLog).log, { recursive: true });
  const starts: { readonly whole: number; readonly replay: number }[] = [];
  let lost = 0;
  let values = 0;
  for (let opening = 0; opening < OPENINGS; opening++) {
    const others = timed(() => openBenchWriter(withoutLog, () => confirmed));
    const { seconds: whole, made: writer } = timed(() => openBenchWriter(folder, () => confirmed));
    starts.push({ whole, replay: whole - others.seconds });
    if (opening === 0) ({ lost, values } = compare(writer, services, start, confirmed));
    writer.close();
    others.made.close();
  }
  rmSync(folder, { recursive: true });
  rmSync(withoutLog, { recursive: true });
  const replay = median(starts.map((seconds) => seconds.replay));
  const whole = median(starts.map((seconds) => seconds.whole));
  console.log(
    table(
      ["what", "figure"],
      [
        ["values in the log", `${(values / 1e6).toFixed(2)} million`],
        ["start of the writer, with the registry of all metrics", `${whole.middle.toFixed(2)} s (${whole.spread})`],
        ["more than without that log", `${replay.middle.toFixed(2)} s (${replay.spread})`],
        ["values of the log a second", `${(values / replay.middle / 1e6).toFixed(1)} million`],
        ["results confirmed and lost or changed", String(lost)],
      ],
    ),
  );
  promises.atMost("results confirmed and lost or changed by kill -9", lost, 0);
  promises.atMost("replay of half an hour of the log", replay.middle, MOST_SECONDS, " s");
}

function timed<T>(make: () => T): { readonly seconds: number; readonly made: T } {
  const begun = performance.now();
  const made = make();
  return { seconds: (performance.now() - begun) / 1_000, made };
}

/** Returns the last second that was confirmed to be on disk. */
async function fillUntilKilled(folder: string, services: number, start: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "log-source.ts"), folder, String(services), String(start)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exit = once(child, "exit");
  let confirmed = 0;
  for await (const line of createInterface(child.stdout)) {
    confirmed = Number(line);
    if (confirmed >= start + SECONDS) child.kill("SIGKILL");
  }
  await exit;
  return confirmed;
}

function compare(writer: SeriesWriter, services: number, start: number, confirmed: number) {
  let [lost, values] = [0, 0];
  for (let service = 0; service < services; service++) {
    const series = writer.registry.ofKey(keyOf(service));
    const block = series === undefined ? null : writer.headBlock(series.slot);
    values += (block?.times.length ?? 0) * METRICS_PER_SERVICE;
    for (let at = start + (service % INTERVAL), place = 0; at <= confirmed; at += INTERVAL, place++) {
      const stored = block?.columns.map((column) => column.values[place]);
      if (block?.times[place] !== at || stored?.join() !== valuesOf(service, at).join()) lost++;
    }
  }
  return { lost, values };
}
