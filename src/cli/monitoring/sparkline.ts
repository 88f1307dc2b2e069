const BARS = "▁▂▃▄▅▆▇█";

/** Values as one line of bars, from the least to the greatest value; a blank where there is none. */
export function sparkline(values: readonly (number | null)[]): string {
  const present = values.filter((value) => value !== null);
  const least = Math.min(...present);
  const range = Math.max(...present) - least;
  return values
    .map((value) => {
      if (value === null) return " ";
      const share = range === 0 ? 0.5 : (value - least) / range;
      return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
    })
    .join("");
}

/** Number with at most four significant digits: 0.0312, 41.2, 12310, 2.548e+10. */
export function shortNumber(value: number | null): string {
  if (value === null) return "-";
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) >= 1e7 ? rounded.toExponential().replace("+", "") : String(rounded);
}

const PREFIXES = ["", "K", "M", "G", "T", "P", "E"];

/** Bytes with a prefix by 1024: 24.1 GB. */
export function bytesText(bytes: number): string {
  const steps = bytes < 1 ? 0 : Math.min(PREFIXES.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** steps;
  return `${steps === 0 ? value : value.toPrecision(3)} ${PREFIXES[steps]}B`;
}
