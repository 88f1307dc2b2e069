const UNITS = [
  { names: ["m", "min", "mins", "minute", "minutes"], seconds: 60 },
  { names: ["h", "hr", "hrs", "hour", "hours", "heure", "heures"], seconds: 3_600 },
  { names: ["d", "day", "days", "j", "jour", "jours"], seconds: 86_400 },
  { names: ["w", "week", "weeks", "sem", "semaine", "semaines"], seconds: 604_800 },
] as const;

const secondsOfUnit = (name: string): number | undefined =>
  UNITS.find(({ names }) => (names as readonly string[]).includes(name))?.seconds;

/**
 * Seconds of `2h`, `90 min`, `1h30`, `1 h 30`, `1,5 h`, `2 d 4 h`, `3 jours`. Undefined for everything else, and for
 * nothing. `24 h` is a length, whatever the clocks do; a day has 24 hours.
 */
export function readDuration(text: string): number | undefined {
  const words = text.trim().toLowerCase();
  if (!/^\d/.test(words)) return undefined;
  let seconds = 0;
  let rest = words;
  let unitBefore: number | undefined;
  while (rest !== "") {
    const match = /^(\d{1,5}(?:[.,]\d{1,3})?)\s*([a-z]*)\s*/.exec(rest);
    if (match === null) return undefined;
    const [whole, digits, name] = match;
    // What follows hours without a unit are minutes: 1h30.
    const unit = name === "" ? (unitBefore === 3_600 ? 60 : undefined) : secondsOfUnit(name!);
    if (unit === undefined || (unitBefore !== undefined && unit >= unitBefore)) return undefined;
    seconds += Number(digits!.replace(",", ".")) * unit;
    unitBefore = unit;
    rest = rest.slice(whole.length);
  }
  return Math.round(seconds);
}
