/** Labels by which a target chooses its series. */
export const FILTER_LABELS = ["host_name", "service_description", "metric"] as const;
export type FilterLabel = (typeof FILTER_LABELS)[number];

/** Regular expressions (RE2) that cover the whole value of their labels; a series without the label has ''. */
export type LabelPatterns = Readonly<Partial<Record<FilterLabel, string>>>;

/** How long what a target does not take is kept for it. */
export type BufferLimit = { readonly seconds: number } | { readonly bytes: number };

/** A receiver of Prometheus' remote write. */
export interface RemoteTarget {
  /** Unique; its position is stored by it. */
  readonly name: string;
  readonly url: string;
  /** Added to each series. */
  readonly labels: Readonly<Record<string, string>>;
  /** Sent if all labels match; null: all series. */
  readonly keep: LabelPatterns | null;
  /** Not sent if all labels match; null: none. */
  readonly drop: LabelPatterns | null;
  readonly buffer: BufferLimit;
}

export interface RequestHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** Texts to hide if an answer repeats them. */
  readonly secrets: readonly string[];
}

/** A target, and the headers of its requests as they are now: the files of secrets may change. */
export interface ConfiguredTarget extends RemoteTarget {
  readonly headers: () => Promise<RequestHeaders>;
}
