import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startOfDay } from "../../../src/data/timeseries/day.ts";
import { endProcess } from "../../../test/support/end-process.ts";
import { INTERVAL } from "../fill-series.ts";
import type { SeriesRead } from "../read-cases.ts";
import type { CopiedSeries } from "./copied-series.ts";
import { missing, type SeriesPeer } from "./series-peer.ts";

const ROWS = 2_880 + 12;

/** A process for each read, as graphers of the Nagios family start them. */
export async function rrdtoolProcesses(series: CopiedSeries): Promise<SeriesPeer | null> {
  if (!isInstalled()) return missing("rrdtool");
  const folder = await rrdFiles(series);
  return {
    name: "rrdtool, processes",
    async ask(read) {
      const { stdout } = await promisify(execFile)("rrdtool", exportOf(folder, read), { maxBuffer: 2 ** 28 });
      checkLegend(stdout, read);
    },
    stop: () => removed(folder),
  };
}

/** One `rrdtool -`, which takes commands one after the other. */
export async function rrdtoolKeptOpen(series: CopiedSeries): Promise<SeriesPeer | null> {
  if (!isInstalled()) return null;
  const folder = await rrdFiles(series);
  const child = startRrdtool();
  return {
    name: "rrdtool, kept open",
    async ask(read) {
      checkLegend(await child.run(exportOf(folder, read).join(" ")), read);
    },
    async stop() {
      await child.stop();
      await removed(folder);
    },
  };
}

const isInstalled = (): boolean => spawnSync("rrdtool", ["--version"]).status === 0;

function removed(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  return Promise.resolve();
}

/** A file for each metric, as Centreon has them, with every value and no coarser level. */
async function rrdFiles({ firstDay, resources }: CopiedSeries): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-bench-rrd-"));
  const child = startRrdtool();
  for (const [service, blocks] of resources.entries())
    for (const { number } of blocks[0]!.columns) {
      const file = join(folder, `${service}-${number}.rrd`);
      const start = startOfDay(firstDay) - INTERVAL;
      await child.run(
        `create ${file} --start ${start} --step ${INTERVAL} DS:value:GAUGE:${2 * INTERVAL}:U:U ` +
          `RRA:AVERAGE:0.5:1:${ROWS}`,
      );
      for (const { times, columns } of blocks)
        await child.run(
          `update ${file} ${Array.from(times, (time, index) => `${time}:${columns[number]!.values[index]}`).join(" ")}`,
        );
    }
  await child.stop();
  return folder;
}

function exportOf(folder: string, { services, from, to, width }: SeriesRead): string[] {
  return [
    "xport",
    "--start",
    String(from),
    "--end",
    String(to),
    "--maxrows",
    String(width),
    ...services.flatMap((service, place) => [
      `DEF:v${place}=${join(folder, `${service}-0.rrd`)}:value:AVERAGE`,
      `XPORT:v${place}:${place}`,
    ]),
  ];
}

function checkLegend(text: string, { services }: SeriesRead): void {
  const found = text.split("<entry>").length - 1;
  if (found !== services.length)
    throw new Error(`rrdtool: ${found} of ${services.length} series: ${text.slice(0, 300)}`);
}

/** `rrdtool -`: an answer ends with a line that begins with OK or ERROR. */
function startRrdtool() {
  const child = spawn("rrdtool", ["-"], { stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  const waiting: { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void }[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    // A command that prints much ends with a chunk of its own; the end is never far from the last line.
    for (let end = endOf(text); end !== null; end = endOf(text)) {
      const { resolve, reject } = waiting.shift()!;
      if (end.error === null) resolve(text.slice(0, end.at));
      else reject(new Error(`rrdtool: ${end.error}`));
      text = text.slice(end.after);
    }
  });
  return {
    run(command: string): Promise<string> {
      const answer = new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
      child.stdin.write(`${command}\n`);
      return answer;
    },
    async stop(): Promise<void> {
      const exit = once(child, "exit");
      child.stdin.end("quit\n");
      await Promise.race([exit, endProcess(child)]);
    },
  };
}

function endOf(text: string): { readonly at: number; readonly after: number; readonly error: string | null } | null {
  const found = /^(?:OK u:.*|ERROR: ?(.*))\n/m.exec(text);
  return found === null ? null : { at: found.index, after: found.index + found[0].length, error: found[1] ?? null };
}
