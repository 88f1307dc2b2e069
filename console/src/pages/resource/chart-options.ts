import type uPlot from "uplot";
import { axisTexts, type TimeStyle } from "../../data/time.ts";
import { scaleOf, type Chart } from "./graph-data.ts";
import { valueText } from "./perfdata.ts";

export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly warning: string;
  readonly critical: string;
  readonly downtime: string;
  readonly series: readonly string[];
  readonly font: string;
}

export interface ChartOptions {
  readonly chart: Chart;
  readonly from: number;
  readonly to: number;
  readonly downtimes: readonly (readonly [number, number])[];
  readonly style: TimeStyle;
  readonly width: number;
  readonly height: number;
  readonly colours: ChartColours;
  /** Called with the times of what was marked. */
  readonly onMark: (from: number, to: number) => void;
  /** Called with the place of the cursor among the times; null: it left. */
  readonly onCursor: (place: number | null) => void;
}

/** Width of the axis of values, and the space at the right: the band of states below has the same. */
export const AXIS_WIDTH = 64;
export const RIGHT_WIDTH = 20;

export function chartOptions(options: ChartOptions): uPlot.Options {
  const { chart, from, to, style, width, height, colours, onMark, onCursor } = options;
  const axis = {
    stroke: colours.text,
    font: colours.font,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [8, RIGHT_WIDTH, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: "graphs" },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
    },
    scales: {
      x: { time: true, range: () => [from, to] },
      y: { range: () => [...scaleOf(chart)] },
    },
    axes: [
      { ...axis, size: 28, values: (_plot, splits, _axis, _space, step) => [...axisTexts(splits, step, style)] },
      { ...axis, size: AXIS_WIDTH, values: (_plot, splits) => splits.map((value) => valueText(value, chart.unit)) },
    ],
    series: [
      {},
      ...chart.series.map(({ label }, index) => ({
        label,
        stroke: colours.series[index % colours.series.length]!,
        width: 1.5,
        spanGaps: false,
        points: { show: chart.times.length < 3 },
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawGround(plot, options)],
      draw: [(plot) => drawThresholds(plot, options)],
      setSelect: [
        (plot) => {
          const { left, width: marked } = plot.select;
          if (marked < 4) return;
          onMark(plot.posToVal(left, "x"), plot.posToVal(left + marked, "x"));
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
        },
      ],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** Downtimes as shades, and how far least and greatest values are apart. */
function drawGround(plot: uPlot, { chart, from, to, downtimes, colours }: ChartOptions): void {
  const { ctx, bbox } = plot;
  const x = (time: number): number => plot.valToPos(Math.min(Math.max(time, from), to), "x", true);
  ctx.save();
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = colours.downtime;
  for (const [begin, end] of downtimes)
    if (end > from && begin < to) ctx.fillRect(x(begin), bbox.top, Math.max(2, x(end) - x(begin)), bbox.height);
  ctx.globalAlpha = 0.16;
  const y = (value: number): number => plot.valToPos(value, "y", true);
  for (const [index, { least, greatest }] of chart.series.entries()) {
    ctx.fillStyle = colours.series[index % colours.series.length]!;
    for (let place = 1; place < chart.times.length; place++) {
      const [low, lowBefore] = [least[place], least[place - 1]];
      const [high, highBefore] = [greatest[place], greatest[place - 1]];
      if (typeof low !== "number" || typeof lowBefore !== "number") continue;
      if (typeof high !== "number" || typeof highBefore !== "number" || (high === low && highBefore === lowBefore))
        continue;
      ctx.beginPath();
      ctx.moveTo(x(chart.times[place - 1]!), y(lowBefore));
      ctx.lineTo(x(chart.times[place]!), y(low));
      ctx.lineTo(x(chart.times[place]!), y(high));
      ctx.lineTo(x(chart.times[place - 1]!), y(highBefore));
      ctx.fill();
    }
  }
  ctx.restore();
}

function drawThresholds(plot: uPlot, { chart, colours }: ChartOptions): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  for (const { level, from, to, value } of chart.thresholds) {
    ctx.strokeStyle = colours[level];
    ctx.setLineDash(level === "warning" ? [6 * devicePixelRatio, 4 * devicePixelRatio] : []);
    const y = Math.round(plot.valToPos(value, "y", true)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(plot.valToPos(from, "x", true), y);
    ctx.lineTo(plot.valToPos(to, "x", true), y);
    ctx.stroke();
  }
  ctx.restore();
}
