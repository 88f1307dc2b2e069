/** Longest text of a rule. */
export const LONGEST_RULE = 500;

interface Part {
  readonly pattern: RegExp;
  readonly least: number;
  readonly most: number;
  readonly expected: string;
}

const numbers = (least: number, most: number): Part => ({
  pattern: /^[+-]?\d{1,4}(,[+-]?\d{1,4})*$/,
  least,
  most,
  expected: `whole numbers from ${least} to ${most} without 0, parted by commas`,
});
const numbersFrom0 = (most: number): Part => ({
  pattern: /^\d{1,2}(,\d{1,2})*$/,
  least: 0,
  most,
  expected: `whole numbers from 0 to ${most}, parted by commas`,
});
const text = (pattern: RegExp, expected: string): Part => ({ pattern, least: -Infinity, most: Infinity, expected });

const DAY = "(MO|TU|WE|TH|FR|SA|SU)";

// Seconds come from the start; more often than by hour is no plan an operator could read.
const PARTS: Readonly<Record<string, Part>> = {
  FREQ: text(/^(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)$/, "YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY"),
  INTERVAL: { pattern: /^\d{1,4}$/, least: 1, most: 1000, expected: "a whole number from 1 to 1000" },
  COUNT: { pattern: /^\d{1,5}$/, least: 1, most: 10_000, expected: "a whole number from 1 to 10000" },
  UNTIL: text(/^\d{8}(T\d{6}Z?)?$/, "a date such as 20261231, 20261231T220000 (local) or 20261231T210000Z (UTC)"),
  BYMONTH: { pattern: /^\d{1,2}(,\d{1,2})*$/, least: 1, most: 12, expected: "months from 1 to 12, parted by commas" },
  BYWEEKNO: numbers(-53, 53),
  BYYEARDAY: numbers(-366, 366),
  BYMONTHDAY: numbers(-31, 31),
  BYDAY: text(
    new RegExp(`^([+-]?[1-9]\\d?)?${DAY}(,([+-]?[1-9]\\d?)?${DAY})*$`),
    "days such as MO,TU or the last Sunday -1SU, parted by commas",
  ),
  BYHOUR: numbersFrom0(23),
  BYMINUTE: numbersFrom0(59),
  BYSETPOS: numbers(-366, 366),
  WKST: text(new RegExp(`^${DAY}$`), "a day such as MO"),
};

// With HOURLY that is one each quarter of an hour.
const MOST_MINUTES = 4;

/** What is wrong with an RRULE (RFC 5545 §3.3.10); null when nothing is. That it has an occurrence at all is not looked at. */
export function ruleMistake(rule: string): string | null {
  if (rule.length > LONGEST_RULE) return `The rule has ${rule.length} letters; at most ${LONGEST_RULE} are taken.`;
  const parts = rule.split(";").map((part) => part.split("=") as [string, ...string[]]);
  const seen = new Map<string, string>();
  for (const [name, value, ...more] of parts) {
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part === undefined)
      return `'${name}' is no part of a rule that is known here; known are ${Object.keys(PARTS).join(", ")}.`;
    if (seen.has(name)) return `${name} is given twice.`;
    if (value === undefined || more.length > 0 || !fits(value, part)) return `${name} should be ${part.expected}.`;
    seen.set(name, value);
  }
  return contradiction(seen);
}

function fits(value: string, { pattern, least, most }: Part): boolean {
  if (!pattern.test(value)) return false;
  if (least === -Infinity) return true;
  return value
    .split(",")
    .map(Number)
    .every((number) => number >= least && number <= most && (number !== 0 || least === 0));
}

function contradiction(parts: ReadonlyMap<string, string>): string | null {
  const frequency = parts.get("FREQ");
  if (frequency === undefined) return "FREQ is missing.";
  if (parts.has("COUNT") && parts.has("UNTIL")) return "COUNT and UNTIL exclude each other.";
  const hasNumberedDays = /\d/.test(parts.get("BYDAY") ?? "");
  if (hasNumberedDays && frequency !== "MONTHLY" && frequency !== "YEARLY")
    return "Numbered days in BYDAY need FREQ=MONTHLY or FREQ=YEARLY.";
  if (parts.has("BYWEEKNO") && frequency !== "YEARLY") return "BYWEEKNO needs FREQ=YEARLY.";
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY") return "BYMONTHDAY has no place in FREQ=WEEKLY.";
  if (parts.has("BYYEARDAY") && frequency !== "YEARLY" && frequency !== "HOURLY")
    return "BYYEARDAY needs FREQ=YEARLY or FREQ=HOURLY.";
  const choosesFrom = [...parts.keys()].filter((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (parts.has("BYSETPOS") && choosesFrom.length === 0) return "BYSETPOS needs another BY part to choose from.";
  if ((parts.get("BYMINUTE")?.split(",").length ?? 0) > MOST_MINUTES)
    return `BYMINUTE has more than ${MOST_MINUTES} minutes.`;
  return null;
}
