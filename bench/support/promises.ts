import { table } from "./report.ts";

/** What is promised in numbers, and whether a run kept it. */
export interface Promises {
  /** Notes a figure that may be at most `most`. */
  atMost(what: string, figure: number, most: number, unit?: string): void;
  atLeast(what: string, figure: number, least: number, unit?: string): void;
  /** Prints all of them. Returns true if all are kept. */
  report(): boolean;
}

export function createPromises(): Promises {
  const rows: { readonly what: string; readonly figure: string; readonly limit: string; readonly isKept: boolean }[] =
    [];
  const note = (what: string, figure: number, limit: string, isKept: boolean, unit: string): void => {
    rows.push({ what, figure: `${shortened(figure)}${unit}`, limit, isKept });
  };
  return {
    atMost: (what, figure, most, unit = "") => note(what, figure, `≤ ${most}${unit}`, figure <= most, unit),
    atLeast: (what, figure, least, unit = "") => note(what, figure, `≥ ${least}${unit}`, figure >= least, unit),
    report() {
      console.log(
        `\n${table(
          ["promise", "limit", "measured", ""],
          rows.map(({ what, limit, figure, isKept }) => [what, limit, figure, isKept ? "kept" : "BROKEN"]),
        )}`,
      );
      return rows.every(({ isKept }) => isKept);
    },
  };
}

const shortened = (figure: number): string =>
  Math.abs(figure) >= 100 ? figure.toFixed(0) : String(Number(figure.toPrecision(3)));
