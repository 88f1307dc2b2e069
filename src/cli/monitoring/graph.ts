import { Command, Option } from "commander";
import { didYouMean, similarNames } from "../../lib/similar-names.ts";
import { printable } from "../../lib/printable.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import type { ServerApi } from "../api-client.ts";
import type { Resource } from "./resources.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { bytesText, shortNumber, sparkline } from "./sparkline.ts";
import { ageOf, durationSeconds, localTime, pastTime } from "./times.ts";

interface Flags {
  readonly metric: readonly string[];
  readonly last?: number;
  readonly from?: number;
  readonly to?: number;
  readonly local?: true;
  readonly json?: true;
}

const DEFAULT_LAST = 86_400;
/** Bars where the output is no terminal. */
const FILE_WIDTH = 60;
const LEAST_WIDTH = 10;

/** `vigie graph HOST [SERVICE]`: its performance data as lines of bars. */
export function graphCommand(context: MonitoringContext): Command {
  return new Command("graph")
    .description("draw the performance data of a host or service in the terminal")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option(
      "--metric <label>",
      "only this metric; may be repeated",
      (label, before: string[]) => [...before, label],
      [],
    )
    .option("--last <duration>", "such as 6h or 30d (default: 1d)", durationSeconds)
    .addOption(
      new Option("--from <time>", "start, such as 17:00 (the latest one that is past), instead of --last")
        .argParser(pastTime)
        .conflicts("last"),
    )
    .option("--to <time>", "end, such as 17:00 (the latest one that is past); default: now", pastTime)
    .option("--local", "what is kept here, not what the setting read_from names")
    .option("--json", "the answer of the API")
    .action(async (host: string, service: string | undefined, flags: Flags, command: Command) => {
      const to = flags.to ?? Math.floor(Date.now() / 1000);
      const from = flags.from ?? to - (flags.last ?? DEFAULT_LAST);
      if (from >= to) command.error("error: the end must be after the start");
      const output = outputOf(context);
      const api = await context.api();
      const { hostId, serviceId, ...resource } = await findResource(api, host, service);
      const width = Math.max(LEAST_WIDTH, (output.screen.columns ?? FILE_WIDTH + 2) - 2);
      const query = new URLSearchParams([
        ["resource", `${hostId}/${serviceId ?? 0}`],
        ...flags.metric.map((label) => ["metric", label]),
        ["from", String(from)],
        ["to", String(to)],
        ["width", String(width)],
        ...(flags.local ? [["local", "true"]] : []),
      ]);
      const answer = await api.call<Series>("GET", `/api/metrics/series?${query.toString()}`);
      if (flags.json) return output.json(answer);
      const metrics = answer.resources.flatMap((each) => each.metrics);
      if (metrics.length === 0) return output.text(await noneText(api, { hostId, serviceId }, flags.metric));
      const name = nameOf({ hostId, serviceId, ...resource });
      const until = flags.to === undefined ? "now" : localTime(new Date(to * 1000).toISOString());
      const span = ageOf(new Date(from * 1000).toISOString(), to * 1000);
      output.text(
        `${name}, ${span} to ${until}, ${answer.step} s a bar\n\n${metrics.map((metric) => textOf(metric, metrics)).join("\n")}`,
      );
    });
}

async function noneText(
  api: ServerApi,
  resource: Pick<Resource, "hostId" | "serviceId">,
  wanted: readonly string[],
): Promise<string> {
  if (wanted.length === 0) return "There is no performance data yet.\n";
  const { result } = await api.call<{ readonly result: readonly { readonly label: string }[] }>(
    "GET",
    `/api${pathOf(resource)}/metrics`,
  );
  const labels = result.map(({ label }) => label);
  const similar = wanted.flatMap((label) => similarNames(label, labels));
  return `There is no such metric yet.${didYouMean([...new Set(similar)].map(printable))}\n`;
}

function textOf(metric: MetricSeries, all: readonly MetricSeries[]): string {
  const isCounter = metric.per_second !== null;
  const values = metric.per_second ?? metric.average;
  const format = metric.dimension === "bytes" ? bytesIn(metric.unit) : (value: number | null) => shortNumber(value);
  const unit = isCounter ? " per second" : metric.dimension === "bytes" || metric.unit === "" ? "" : ` ${metric.unit}`;
  const figures = [
    ["min", least(isCounter ? values : metric.min)],
    ["avg", average(metric, values)],
    ["max", greatest(isCounter ? values : metric.max)],
    ["last", (isCounter ? values : metric.last).findLast((value) => value !== null) ?? null],
  ] as const;
  const texts = figures.map(([word, value]) => `${word} ${format(value)}${unit}`);
  return `${headingOf(metric, all)}\n  ${sparkline(values)}\n  ${texts.join("   ")}\n`;
}

/** With its unit, if another one has this label, too: its check printed MB, and then %. */
function headingOf({ label, unit }: MetricSeries, all: readonly MetricSeries[]): string {
  const isOnly = all.filter((each) => each.label === label).length === 1;
  return printable(isOnly ? label : `${label} (${unit === "" ? "no unit" : unit})`);
}

const least = (values: Values): number | null => extreme(values, Math.min);
const greatest = (values: Values): number | null => extreme(values, Math.max);

function extreme(values: Values, choose: (a: number, b: number) => number): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((a, b) => choose(a, b));
}

/** Average of all values, not of the bars. */
function average({ count }: MetricSeries, values: Values): number | null {
  let sum = 0;
  let total = 0;
  values.forEach((value, index) => {
    if (value === null) return;
    sum += value * count[index]!;
    total += count[index]!;
  });
  return total === 0 ? null : sum / total;
}

/** Values of the unit as bytes with the fitting prefix. */
function bytesIn(unit: string): (value: number | null) => string {
  const factor =
    1024 ** Math.max(0, ["", "k", "m", "g", "t", "p", "e"].indexOf(unit.slice(0, -1).replace("i", "").toLowerCase()));
  return (value) => (value === null ? "-" : bytesText(value * factor));
}

type Values = readonly (number | null)[];

interface Series {
  readonly step: number;
  readonly resources: readonly { readonly metrics: readonly MetricSeries[] }[];
}

interface MetricSeries {
  readonly label: string;
  readonly unit: string;
  readonly dimension: string;
  readonly average: Values;
  readonly min: Values;
  readonly max: Values;
  readonly last: Values;
  readonly per_second: Values | null;
  readonly count: readonly number[];
}
