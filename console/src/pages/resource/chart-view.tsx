import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTimeStyle, usePreferences } from "../../parts/preferences.tsx";
import { ExactTime } from "../../parts/history/event-lines.tsx";
import { useWords } from "../../words/use-words.tsx";
import { chartOptions, type ChartColours } from "./chart-options.ts";
import type { Chart } from "./graph-data.ts";
import { valueText } from "./perfdata.ts";
import styles from "./graph.module.css";

interface Properties {
  readonly chart: Chart;
  /** Unix seconds. */
  readonly from: number;
  readonly to: number;
  readonly downtimes: readonly (readonly [number, number])[];
  readonly onMark: (from: number, to: number) => void;
}

const HEIGHT = 180;
const SERIES_COLOURS = 8;

/** One graph on a canvas, with the values at the cursor below it, and all as a table. */
export function ChartView({ chart, from, to, downtimes, onMark }: Properties) {
  const { resource } = useWords();
  const { language, zone } = useTimeStyle();
  const { theme } = usePreferences();
  const isDark = useIsDark(theme);
  const holder = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<number | null>(null);
  const mark = useRef(onMark);
  mark.current = onMark;

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const options = chartOptions({
      chart,
      from,
      to,
      downtimes,
      style: { language, zone },
      width: Math.max(160, element.clientWidth),
      height: HEIGHT,
      colours: coloursOf(element),
      onMark: (begin, end) => mark.current(begin, end),
      onCursor: setPlace,
    });
    const data = [chart.times, ...chart.series.map(({ average }) => average)] as unknown as uPlot.AlignedData;
    const plot = new uPlot(options, data, element);
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(160, element.clientWidth), height: HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [chart, from, to, downtimes, language, zone, isDark]);

  const shown = place ?? chart.times.length - 1;
  const labels = chart.series.map(({ label }) => label);
  return (
    <figure className={styles["chart"]}>
      <div ref={holder} className={styles["canvas"]} role="img" aria-label={resource.graph.chart(labels.join(", "))} />
      <figcaption className={styles["legend"]}>
        {chart.series.map(({ label, average }, index) => (
          <span key={label}>
            <svg width="14" height="8" aria-hidden>
              <rect className={styles["swatch"]} data-series={index % SERIES_COLOURS} y="3" width="14" height="2" />
            </svg>{" "}
            {label} <b>{valueText(average[shown] ?? null, chart.unit)}</b>
          </span>
        ))}
        <span className="muted">
          {place !== null && <ExactTime time={new Date((chart.times[place] ?? 0) * 1_000).toISOString()} />}
        </span>
      </figcaption>
      <Numbers chart={chart} />
    </figure>
  );
}

const MOST_ROWS = 60;

/** The numbers of a graph for those who do not see it, and for copying. */
function Numbers({ chart: { times, series, unit } }: { readonly chart: Chart }) {
  const { resource } = useWords();
  const words = resource.graph;
  const [isOpen, setOpen] = useState(false);
  const step = Math.max(1, Math.ceil(times.length / MOST_ROWS));
  const rows = times
    .map((time, place) => ({ time, place }))
    .filter(({ place }) => (times.length - 1 - place) % step === 0);
  return (
    <details className={styles["numbers"]} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.table}</summary>
      {isOpen && (
        <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={words.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.time}</th>
                {series.map(({ label }) => (
                  <th scope="col" key={label}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map(({ time, place }) => (
                <tr key={time}>
                  <th scope="row">
                    <ExactTime time={new Date(time * 1_000).toISOString()} />
                  </th>
                  {series.map(({ label, average }) => (
                    <td key={label}>{valueText(average[place] ?? null, unit)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

/** A canvas cannot read custom properties: their values as colours of a probe. */
function coloursOf(element: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  element.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: colour("--text-muted"),
    line: colour("--line"),
    warning: colour("--state-warning"),
    critical: colour("--state-critical"),
    downtime: colour("--accent"),
    series: Array.from({ length: SERIES_COLOURS }, (_, index) => colour(`--series-${index}`)),
    font: `12px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return colours;
}

function useIsDark(theme: string): boolean {
  const query = "(prefers-color-scheme: dark)";
  const [isSystemDark, setSystemDark] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const note = (): void => setSystemDark(media.matches);
    media.addEventListener("change", note);
    return () => media.removeEventListener("change", note);
  }, []);
  return theme === "system" ? isSystemDark : theme === "dark";
}
