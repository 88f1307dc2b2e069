import { percentilesOf } from "./report.ts";
import type { Pace } from "./paced-requests.ts";

/** What is measured in turns, with something and without it. The first phase of each is a rehearsal. */
export interface AlternatingPhases {
  readonly isWith: boolean;
  switch(): void;
  /** The same pace; milliseconds of its answers are noted for the phase in which they were asked for. */
  noted(pace: Pace): Pace;
  /** Notes another figure of the current phase. */
  note(name: string, figure: number): void;
  /** Median of a figure in the phases with and in those without. */
  medians(name: string): { readonly with: number; readonly without: number };
  /** Mean of the middle four fifths of each: for figures that are rounded, and with a stall of the machine among them. */
  trimmedMeans(name: string): { readonly with: number; readonly without: number };
}

const REHEARSALS = 2;

export function createAlternatingPhases(): AlternatingPhases {
  let isWith = false;
  let phase = 0;
  const figures = new Map<string, { readonly with: number[]; readonly without: number[] }>();
  const of = (name: string): { readonly with: number[]; readonly without: number[] } => {
    const known = figures.get(name) ?? { with: [], without: [] };
    figures.set(name, known);
    return known;
  };
  const note = (isOfWith: boolean, name: string, figure: number): void => {
    if (phase >= REHEARSALS) of(name)[isOfWith ? "with" : "without"].push(figure);
  };
  const trimmedMean = (all: readonly number[]): number => {
    const left = Math.floor(all.length / 10);
    const middle = all.toSorted((a, b) => a - b).slice(left, all.length - left);
    return middle.reduce((sum, each) => sum + each, 0) / middle.length;
  };
  return {
    get isWith() {
      return isWith;
    },
    switch() {
      isWith = !isWith;
      phase++;
    },
    noted: (pace) => ({
      ...pace,
      async send(n) {
        const isOfWith = isWith;
        const begun = performance.now();
        const status = await pace.send(n);
        if (status >= 200 && status < 300) note(isOfWith, pace.name, performance.now() - begun);
        return status;
      },
    }),
    note: (name, figure) => note(isWith, name, figure),
    medians: (name) => ({ with: percentilesOf(of(name).with).p50, without: percentilesOf(of(name).without).p50 }),
    trimmedMeans: (name) => ({ with: trimmedMean(of(name).with), without: trimmedMean(of(name).without) }),
  };
}
