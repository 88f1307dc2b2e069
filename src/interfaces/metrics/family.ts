import type { HistogramValues } from "../../lib/histogram.ts";

/** Metrics of one name, as Prometheus reads them. */
export type Family = NumberFamily | HistogramFamily;

export interface NumberFamily {
  /** In base units; of a counter with the suffix `_total`. */
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** Null is no sample, but a place to pause in a long search for them. */
  readonly samples: Iterable<Sample | null>;
}

export interface HistogramFamily {
  readonly name: string;
  readonly type: "histogram";
  readonly help: string;
  readonly values: HistogramValues;
}

export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

export const gauge = (name: string, help: string, value: number): Family => ({
  name,
  type: "gauge",
  help,
  samples: [{ value }],
});

export const counter = (name: string, help: string, value: number): Family => ({
  name,
  type: "counter",
  help,
  samples: [{ value }],
});

/** Family with one sample for each value of a label. */
export const labelled = (
  type: NumberFamily["type"],
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number>>,
): Family => ({
  name,
  type,
  help,
  samples: Object.entries(values).map(([text, value]) => ({ labels: { [label]: text }, value })),
});

export const histogram = (name: string, help: string, values: HistogramValues): Family => ({
  name,
  type: "histogram",
  help,
  values,
});
