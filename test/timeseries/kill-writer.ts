import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { dayOf } from "../../src/data/timeseries/day.ts";
import { readSamples } from "../../src/data/timeseries/read/read-samples.ts";
import { StoredBlocks } from "../../src/data/timeseries/read/stored-blocks.ts";
import type { Random } from "../support/random.ts";
import { openWriter, RESOURCES, STEP_SECONDS, valueAt } from "./written-series.ts";

const SCRIPT = fileURLToPath(new URL("./series-process.ts", import.meta.url));
const START = Date.UTC(2026, 10, 1) / 1000;

export interface KillOutcome {
  readonly kills: number;
  readonly days: number;
  /** Results that were confirmed, over all resources. */
  readonly confirmed: number;
  /** Confirmed results that are not there, or not what was written; and what the writer complained about. */
  readonly faults: readonly string[];
}

/** Kills a process that writes time series, again and again, and reads afterwards what it had confirmed. */
export async function killWriter(folder: string, kills: number, random: Random): Promise<KillOutcome> {
  let from = START;
  const written: { readonly after: number; readonly confirmed: number }[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const confirmed = await runUntilKilled(folder, from, random.between(30, 230));
    written.push({ after: from, confirmed });
    // What was taken after the last confirmation may be there or not: the next process begins past it.
    from = Math.max(confirmed, from) + 2_000 * STEP_SECONDS;
  }
  return { kills, ...verify(folder, written, from) };
}

async function runUntilKilled(folder: string, from: number, lifeMs: number): Promise<number> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT, folder, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let confirmed = from;
  let isKilled = false;
  for await (const line of createInterface(child.stdout)) {
    // A line that was cut by the kill has no meaning.
    if (/^\d{10}$/.test(line)) confirmed = Number(line);
    if (isKilled) continue;
    isKilled = true;
    void wait(lifeMs).then(() => child.kill("SIGKILL"));
  }
  await ended;
  return confirmed;
}

function verify(folder: string, written: readonly { after: number; confirmed: number }[], end: number) {
  const faults: string[] = [];
  const writer = openWriter(folder, () => end, faults);
  const blocks = new StoredBlocks(writer.folder, (path, slot, reason) => faults.push(`${path} ${slot}: ${reason}`));
  let confirmed = 0;
  for (const key of RESOURCES) {
    const series = writer.registry.ofKey(key)!;
    const answer = readSamples(blocks, {
      series: [
        {
          slot: series.slot,
          metrics: series.metrics.map(({ id, number }) => ({ id, number, isCounter: false })),
          head: writer.headBlock(series.slot),
        },
      ],
      from: START,
      to: end,
      maxValues: Infinity,
    });
    const { times, values } = answer![0]!.metrics[0]!;
    const found = new Map([...times].map((time, index) => [time, values[index]!]));
    for (let index = 1; index < times.length; index++)
      if (times[index]! <= times[index - 1]!) faults.push(`${key} at ${times[index]}: not after the one before`);
    for (const [time, value] of found)
      if (value !== valueAt(key, time) / 100) faults.push(`${key} at ${time}: ${value} is not what was written`);
    for (const { after, confirmed: last } of written)
      for (let at = after + STEP_SECONDS; at <= last; at += STEP_SECONDS) {
        confirmed++;
        if (!found.has(at)) faults.push(`${key} at ${at}: missing`);
      }
  }
  blocks.close();
  writer.close();
  return { confirmed, days: dayOf(end) - dayOf(START), faults };
}
