/** Functions of each value of an instant vector, with scalars as further arguments. */
export const VALUE_FUNCTIONS = {
  abs: Math.abs,
  ceil: Math.ceil,
  clamp_max: (value: number, most: number) => lesser(most, value),
  clamp_min: (value: number, least: number) => greater(least, value),
  // Without a value between the two, `clampIsEmpty` has removed all series.
  clamp: (value: number, least: number, most: number) => greater(least, lesser(most, value)),
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  round: (value: number, toNearest = 1) => {
    // The inverse first: 0.1 has none that is exact, 10 has.
    const inverse = 1 / toNearest;
    return Math.floor(value * inverse + 0.5) / inverse;
  },
  sgn: Math.sign,
  sqrt: Math.sqrt,
} as const satisfies Record<string, (value: number, ...scalars: number[]) => number>;

export type ValueFunctionName = keyof typeof VALUE_FUNCTIONS;

// An infinity decides also against NaN, unlike in JavaScript.
const lesser = (a: number, b: number): number => (a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b));
const greater = (a: number, b: number): number => (a === Infinity || b === Infinity ? Infinity : Math.max(a, b));

/** Functions of values that are Unix seconds, in UTC. */
export const DATE_FUNCTIONS = {
  day_of_month: (date: Date) => date.getUTCDate(),
  day_of_week: (date: Date) => date.getUTCDay(),
  day_of_year: (date: Date) =>
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 0)) /
    86_400_000,
  days_in_month: (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  hour: (date: Date) => date.getUTCHours(),
  minute: (date: Date) => date.getUTCMinutes(),
  month: (date: Date) => date.getUTCMonth() + 1,
  year: (date: Date) => date.getUTCFullYear(),
} as const satisfies Record<string, (date: Date) => number>;

export type DateFunctionName = keyof typeof DATE_FUNCTIONS;
