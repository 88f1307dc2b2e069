// Draws what is easily drawn wrong, for someone to look at: a page with a graph of each case of
// test/support/graph-cases.ts and what `vigie graph` makes of it. `npm run graph-cases [FILE]`
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  DAY,
  GRAPH_CASES,
  GRAPH_START,
  openGraphScene,
  type Graph,
  type SeriesOfGraph,
} from "../test/support/graph-cases.ts";

const WIDTH = 900;
const HEIGHT = 170;
const LEFT = 90;
const BARS = 100;
const BUCKETS = 300;
const STATE_COLORS = ["#4c9f50", "#e0a800", "#c62828", "#8e6bbf"];
/** A line is joined over at most this many buckets. */
const MAX_JOINED = 2;

const file = resolve(process.argv[2] ?? join(tmpdir(), "graph-cases.html"));
const scene = await openGraphScene();
const sections: string[] = [];
for (const { service, title } of GRAPH_CASES) {
  const graph = await scene.series(service, BUCKETS);
  const text = await scene.graph(service, BARS);
  const drawings = graph.metrics.map((metric) => drawingOf(graph, metric));
  sections.push(`<h2>${escaped(`${service}: ${title}`)}</h2>${drawings.join("")}<pre>${escaped(text)}</pre>`);
}
await scene.remove();
writeFileSync(
  file,
  `<!doctype html><meta charset="utf-8"><title>Graph cases</title>
<style>body { font: 14px sans-serif; margin: 20px } h2 { font-size: 16px } pre { font: 13px monospace }
figure { margin: 8px 0 } text { font: 11px sans-serif; fill: #444 }</style>${sections.join("\n")}`,
);
console.log(file);

interface Point {
  readonly bucket: number;
  readonly value: number;
}

function drawingOf({ step, states }: Graph, metric: SeriesOfGraph): string {
  const values = metric.per_second ?? metric.average;
  const points = values.flatMap((value, bucket) => (value === null ? [] : [{ bucket, value }]));
  const limits = metric.thresholds.flatMap(({ warning, critical }) => [warning?.high, critical?.high]);
  const shown = [...points.map(({ value }) => value), ...limits.filter((limit) => typeof limit === "number")];
  const [low, high] = [Math.min(0, ...shown), Math.max(...shown) * 1.05];
  const x = (seconds: number): number => LEFT + (seconds / step / values.length) * (WIDTH - LEFT);
  const y = (value: number): number => HEIGHT - 25 - ((value - low) / (high - low)) * (HEIGHT - 35);

  const lines = joined(points).map(
    (part) =>
      `<polyline fill="none" stroke="#1565c0" stroke-width="1.5" stroke-linecap="round" points="${part
        .map(({ bucket, value }) => `${x((bucket + 0.5) * step)},${y(value)}`)
        .join(" ")}"/>`,
  );
  // What is not measured any more has no thresholds.
  const end = ((points.at(-1)?.bucket ?? -1) + 1) * step;
  const steps = (["warning", "critical"] as const).flatMap((kind, index) =>
    metric.thresholds.map((limit, place) => {
      const high = limit[kind]?.high ?? null;
      if (high === null) return "";
      const next = metric.thresholds[place + 1]?.since;
      const [from, to] = [secondsOf(limit.since), next === undefined ? end : secondsOf(next)];
      const color = STATE_COLORS[index + 1];
      return `<line x1="${x(from)}" x2="${x(to)}" y1="${y(high)}" y2="${y(high)}" stroke="${color}" stroke-dasharray="5 3"/>`;
    }),
  );
  const bands = states.map((state, bucket) =>
    state === null
      ? ""
      : `<rect x="${x(bucket * step)}" width="${x(step) - x(0)}" y="${HEIGHT - 20}" height="5" fill="${STATE_COLORS[state]}"/>`,
  );
  const days = [0, 1, 2].map(
    (day) =>
      `<line x1="${x(day * DAY)}" x2="${x(day * DAY)}" y1="5" y2="${HEIGHT - 15}" stroke="#ddd"/>` +
      `<text x="${x(day * DAY)}" y="${HEIGHT - 2}">${new Date((GRAPH_START + day * DAY) * 1000).toISOString().slice(5, 10)}</text>`,
  );
  const scale = [low, high].map(
    (value) => `<text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${Number(value.toPrecision(4))}</text>`,
  );
  const unit = metric.per_second === null ? metric.unit : "per second";
  return `<figure><figcaption>${escaped(`${metric.label} ${unit}`)}</figcaption>
<svg width="${WIDTH}" height="${HEIGHT}">${[...days, ...scale, ...bands, ...steps, ...lines].join("")}</svg></figure>`;
}

/** Parts without a gap. */
function joined(points: readonly Point[]): readonly (readonly Point[])[] {
  const parts: Point[][] = [];
  for (const point of points) {
    const last = parts.at(-1);
    if (last !== undefined && point.bucket - last.at(-1)!.bucket <= MAX_JOINED) last.push(point);
    else parts.push([point]);
  }
  return parts;
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000 - GRAPH_START;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
