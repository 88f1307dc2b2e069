import { cpus, totalmem } from "node:os";

/** Describes the machine and versions for the heading of a table. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${memory} GiB, Node ${process.version}`;
}

/** Median of the rounds, and the distance of the lowest and highest from it. */
export function median(rounds: readonly number[]): { readonly middle: number; readonly spread: string } {
  const sorted = rounds.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const percent = (value: number): string => `${Math.round((value / middle - 1) * 100)} %`;
  return { middle, spread: `${percent(sorted[0]!)} … +${percent(sorted.at(-1)!)}` };
}

/** Formats rows under headings with aligned columns, numbers to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  return [line(headings), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

export const perSecond = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Median, 99th percentile and highest of these times. */
export function percentilesOf(took: readonly number[]): Percentiles {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

/** The same as cells of a table, in milliseconds. */
export function percentileCells(took: readonly number[]): readonly string[] {
  const { p50, p99, max } = percentilesOf(took);
  return [p50.toFixed(2), p99.toFixed(2), max.toFixed(1)];
}
