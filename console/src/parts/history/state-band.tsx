import type { StateStep } from "../../data/wire-detail.ts";
import { fullTimeText } from "../../data/time.ts";
import { useTimeStyle } from "../preferences.tsx";
import { useWords } from "../../words/use-words.tsx";
import { spansOf } from "./state-spans.ts";
import styles from "./state-band.module.css";

interface Properties {
  readonly steps: readonly StateStep[];
  /** Unix seconds. */
  readonly from: number;
  readonly to: number;
  readonly downtimes?: readonly (readonly [number, number])[];
  readonly label: string;
  readonly height?: number;
}

const WIDTH = 1_000;

/** Which state when: colour and height of a band, with the spans as text for screen readers. */
export function StateBand({ steps, from, to, downtimes = [], label, height = 18 }: Properties) {
  const { resource } = useWords();
  const style = useTimeStyle();
  const scale = (time: number): number => ((Math.min(Math.max(time, from), to) - from) / (to - from)) * WIDTH;
  const spans = spansOf(steps, from, to);
  const text = (at: number): string => fullTimeText(at * 1_000, style);
  return (
    <figure className={styles["band"]}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" height={height} aria-hidden>
        {spans.map((span) => (
          <rect
            key={span.from}
            className={styles["span"]}
            data-state={span.state ?? "none"}
            data-state-colour
            x={scale(span.from)}
            width={Math.max(2, scale(span.to) - scale(span.from))}
            y={span.state === null ? height * 0.7 : height * (1 - heightOf(span.state))}
            height={span.state === null ? height * 0.3 : height * heightOf(span.state)}
          >
            <title>{`${span.state ?? resource.timeline.unmonitored} · ${text(span.from)} – ${text(span.to)}`}</title>
          </rect>
        ))}
        {downtimes.map(([start, end]) => (
          <rect
            key={`d${start}`}
            className={styles["downtime"]}
            x={scale(start)}
            width={Math.max(2, scale(end) - scale(start))}
            y={0}
            height={3}
          >
            <title>{`${resource.graph.downtime} · ${text(start)} – ${text(end)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="for-screen-readers">
        {label}:{" "}
        {spans.map(({ state, from: start }) => `${state ?? resource.timeline.unmonitored} ${text(start)}`).join("; ")}
      </figcaption>
    </figure>
  );
}

const heightOf = (state: string): number => HEIGHTS[state] ?? 0.35;

/** Worse is higher: colour is never alone. */
const HEIGHTS: Readonly<Record<string, number>> = {
  OK: 0.35,
  UP: 0.35,
  PENDING: 0.35,
  WARNING: 0.65,
  UNKNOWN: 0.8,
  UNREACHABLE: 0.8,
  CRITICAL: 1,
  DOWN: 1,
};
