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
  let left = Math.max(0, Math.floor(seconds));
  let first = 0;
  while (first < UNITS.length && left < UNITS[first]![1]) first++;
  if (first === UNITS.length) return "0s";
  const [unit, size] = UNITS[first]!;
  const count = Math.floor(left / size);
  left -= count * size;
  const next = UNITS[first + 1];
  const nextCount = next === undefined ? 0 : Math.floor(left / next[1]);
  return nextCount === 0 ? `${count}${unit}` : `${count}${unit} ${nextCount}${next![0]}`;
}

/** Time since then, or null if it never was. */
export const elapsed = (since: number | null, now: number): string | null =>
  since === null ? null : durationWords(now - since);
