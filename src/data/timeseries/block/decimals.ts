/** Plugins print short decimals: beyond these digits a value is kept as it is. */
export const MAX_DIGITS = 9;

/** The differences of two such integers, with their sign, fit into a varint. */
const MAX_INTEGER = 2 ** 51;

const POWERS = Array.from({ length: MAX_DIGITS + 1 }, (_, digits) => 10 ** digits);

/**
 * Returns the fewest digits after the point, at most 9, with which every value is an integer divided by a power of ten,
 * exactly; null if there are none. The integers are written to `integers`, as far as there are values.
 */
export function exactDecimals(values: Float64Array, integers: Float64Array): number | null {
  let digits = 0;
  for (const value of values) {
    while (digits <= MAX_DIGITS && !isExact(value, digits)) digits++;
    if (digits > MAX_DIGITS) return null;
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    // More digits can be one too many for a large value, of which fewer are exact.
    if (!isExact(value, digits)) return null;
    integers[index] = Math.round(value * POWERS[digits]!);
  }
  return digits;
}

/** Value of an integer of `exactDecimals`. */
export const ofInteger = (integer: number, digits: number): number => integer / POWERS[digits]!;

function isExact(value: number, digits: number): boolean {
  const integer = Math.round(value * POWERS[digits]!);
  // Not -0, of which an integer would lose the sign.
  return value === integer / POWERS[digits]! && Math.abs(integer) <= MAX_INTEGER && !Object.is(value, -0);
}
