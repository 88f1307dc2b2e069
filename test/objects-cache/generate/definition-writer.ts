import type { Random } from "../../support/random.ts";

/** Directives of one definition; undefined ones are not written. */
export type Directives = Readonly<Record<string, string | undefined>>;

export const define = (type: string, directives: Directives): string =>
  `define ${type} {\n${Object.entries(directives)
    .flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} ${value}\n`]))
    .join("")}}\n`;

/** Picks some of these, each at most once, in any order; at least one. */
export function some<T>(random: Random, all: readonly T[], max: number): T[] {
  const chosen = new Set<T>();
  const wanted = Math.min(random.between(1, max), all.length);
  while (chosen.size < wanted) chosen.add(random.from(all));
  return [...chosen];
}

/** Picks every directive with the given probability. */
export function sometimes(
  random: Random,
  probability: number,
  values: Readonly<Record<string, () => string>>,
): Directives {
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (random.chance(probability)) chosen[name] = value();
  return chosen;
}

/** Picks option letters, occasionally only `n` or `a`. */
export function letters(random: Random, all: readonly string[]): string {
  if (random.chance(0.1)) return "n";
  return random.chance(0.1) ? "a" : some(random, all, all.length).join(random.from([",", ", ", " , "]));
}

export const flag = (random: Random): string => random.from(["0", "1"]);

export const interval = (random: Random): string =>
  random.from(["0.5", "1", "2.5", "5", "10", "60", String(random.between(1, 1440))]);
