const UNITS = [
  ["y", 31_536_000],
  ["M", 2_592_000],
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
] as const;

/** The two largest units of a time (later versions §5.3): `1d 3h`, `5m 2s`, `0s`. Of a time in the future: `0s`. */
export function durationWords(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  let first = 0;
  while (first < UNITS.length - 1 && all < UNITS[first]![1]) first++;
  const [unit, size] = UNITS[first]!;
  const words = `${Math.floor(all / size)}${unit}`;
  const [nextUnit, nextSize] = UNITS[first + 1] ?? [unit, Infinity];
  const count = Math.floor((all % size) / nextSize);
  return count === 0 ? words : `${words} ${count}${nextUnit}`;
}

/** Time since then, or null if it never was. */
export const elapsed = (since: number | null, now: number): string | null =>
  since === null ? null : durationWords(now - since);
