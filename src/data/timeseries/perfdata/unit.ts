/**
 * What a unit measures. Values of one dimension can be converted into each other; a unit that is none of these is a
 * dimension of its own.
 */
export type Dimension = "seconds" | "bytes" | "bits" | "percent" | "counter" | "number" | `unit ${string}`;

export interface Unit {
  readonly dimension: Dimension;
  /** The value in the dimension's base unit is value × base^exponent. */
  readonly base: 10 | 1024;
  readonly exponent: number;
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["", one("number")],
  ["%", one("percent")],
  ["c", one("counter")],
  ["s", one("seconds")],
  ["ms", decimal("seconds", -3)],
  ["us", decimal("seconds", -6)],
  ["µs", decimal("seconds", -6)],
  ["μs", decimal("seconds", -6)],
  ["ns", decimal("seconds", -9)],
  // Plugins count bytes by 1024, also where they print kB; the guidelines do not say.
  ...prefixed("bytes", ["B"], binary),
  ...prefixed("bytes", ["iB"], binary),
  ...prefixed("bits", ["b", "bit"], (dimension, steps) => decimal(dimension, 3 * steps)),
]);

/** Dimension and factor of a unit as plugins print it. */
export const unitOf = (text: string): Unit => UNITS.get(text) ?? one(`unit ${text}`);

/** Converts a value from one unit to another one of the same dimension; powers of ten are exact. */
export function convert(value: number, from: Unit, to: Unit): number {
  const shift = from.exponent - to.exponent;
  if (shift === 0 || !Number.isFinite(value)) return value;
  if (from.base === 1024) return value * 1024 ** shift;
  // Moving the decimal point of the text rounds once; a multiplication rounds the factor, too.
  const [digits, exponent = 0] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + shift}`);
}

function one(dimension: Dimension): Unit {
  return { dimension, base: 10, exponent: 0 };
}

function decimal(dimension: Dimension, exponent: number): Unit {
  return { dimension, base: 10, exponent };
}

function binary(dimension: Dimension, exponent: number): Unit {
  return { dimension, base: 1024, exponent };
}

function prefixed(
  dimension: Dimension,
  names: readonly string[],
  make: (dimension: Dimension, steps: number) => Unit,
): [string, Unit][] {
  const prefixes = [[""], ["k", "K"], ["M"], ["G"], ["T"], ["P"], ["E"]];
  return names.flatMap((name) =>
    prefixes.flatMap((letters, steps) =>
      letters.map((letter): [string, Unit] => [letter + name, make(dimension, steps)]),
    ),
  );
}
