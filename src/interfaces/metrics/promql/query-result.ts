type Labels = Readonly<Record<string, string>>;

export interface ResultSeries {
  readonly labels: Labels;
  /** Unix milliseconds, rising. */
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

/** Value of a query: of a range query always a matrix. */
export type QueryResult =
  | { readonly type: "matrix"; readonly series: readonly ResultSeries[] }
  | {
      readonly type: "vector";
      readonly timeMs: number;
      readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
    }
  | { readonly type: "scalar"; readonly timeMs: number; readonly value: number }
  | { readonly type: "string"; readonly timeMs: number; readonly value: string };
