export type ExpressionType = "scalar" | "vector" | "matrix" | "string";

export interface Signature {
  readonly args: readonly ExpressionType[];
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  readonly returns: ExpressionType;
}

const takes = (args: readonly ExpressionType[], returns: ExpressionType = "vector", optional = 0): Signature => ({
  args,
  optional,
  returns,
});

const OF_RANGE = takes(["matrix"]);
const OF_VECTOR = takes(["vector"]);
const OF_TIME = takes(["vector"], "vector", 1);

/** Functions of the subset. */
export const SIGNATURES = {
  abs: OF_VECTOR,
  absent: OF_VECTOR,
  avg_over_time: OF_RANGE,
  ceil: OF_VECTOR,
  changes: OF_RANGE,
  clamp: takes(["vector", "scalar", "scalar"]),
  clamp_max: takes(["vector", "scalar"]),
  clamp_min: takes(["vector", "scalar"]),
  count_over_time: OF_RANGE,
  day_of_month: OF_TIME,
  day_of_week: OF_TIME,
  day_of_year: OF_TIME,
  days_in_month: OF_TIME,
  delta: OF_RANGE,
  deriv: OF_RANGE,
  exp: OF_VECTOR,
  floor: OF_VECTOR,
  hour: OF_TIME,
  idelta: OF_RANGE,
  increase: OF_RANGE,
  irate: OF_RANGE,
  label_join: takes(["vector", "string", "string", "string"]),
  label_replace: takes(["vector", "string", "string", "string", "string"]),
  last_over_time: OF_RANGE,
  ln: OF_VECTOR,
  log10: OF_VECTOR,
  log2: OF_VECTOR,
  max_over_time: OF_RANGE,
  min_over_time: OF_RANGE,
  minute: OF_TIME,
  month: OF_TIME,
  pi: takes([], "scalar"),
  predict_linear: takes(["matrix", "scalar"]),
  present_over_time: OF_RANGE,
  quantile_over_time: takes(["scalar", "matrix"]),
  rate: OF_RANGE,
  resets: OF_RANGE,
  round: takes(["vector", "scalar"], "vector", 1),
  scalar: takes(["vector"], "scalar"),
  sgn: OF_VECTOR,
  sort: OF_VECTOR,
  sort_desc: OF_VECTOR,
  sqrt: OF_VECTOR,
  stddev_over_time: OF_RANGE,
  stdvar_over_time: OF_RANGE,
  sum_over_time: OF_RANGE,
  time: takes([], "scalar"),
  timestamp: OF_VECTOR,
  vector: takes(["scalar"]),
  year: OF_TIME,
} as const satisfies Record<string, Signature>;

export type FunctionName = keyof typeof SIGNATURES;

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(SIGNATURES, name);
