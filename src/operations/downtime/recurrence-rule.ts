/** Maximum length of a rule, in characters. */
export const MAX_RULE_LENGTH = 500;

interface RulePart {
  readonly pattern: RegExp;
  readonly min: number;
  readonly max: number;
  readonly expected: string;
}

const numbers = (min: number, max: number): RulePart => ({
  pattern: /^[+-]?\d{1,4}(,[+-]?\d{1,4})*$/,
  min,
  max,
  expected: `whole numbers from ${min} to ${max} without 0, parted by commas`,
});
const numbersFrom0 = (max: number): RulePart => ({
  pattern: /^\d{1,2}(,\d{1,2})*$/,
  min: 0,
  max,
  expected: `whole numbers from 0 to ${max}, parted by commas`,
});
const text = (pattern: RegExp, expected: string): RulePart => ({ pattern, min: -Infinity, max: Infinity, expected });

const DAY = "(MO|TU|WE|TH|FR|SA|SU)";

// Seconds come from the start. A frequency above HOURLY is not supported: operators could not read such a plan.
const PARTS: Readonly<Record<string, RulePart>> = {
  FREQ: text(/^(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)$/, "YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY"),
  INTERVAL: { pattern: /^\d{1,4}$/, min: 1, max: 1000, expected: "a whole number from 1 to 1000" },
  COUNT: { pattern: /^\d{1,5}$/, min: 1, max: 10_000, expected: "a whole number from 1 to 10000" },
  UNTIL: text(/^\d{8}(T\d{6}Z?)?$/, "a date such as 20261231, 20261231T220000 (local) or 20261231T210000Z (UTC)"),
  BYMONTH: { pattern: /^\d{1,2}(,\d{1,2})*$/, min: 1, max: 12, expected: "months from 1 to 12, parted by commas" },
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

// With FREQ=HOURLY, one start every quarter of an hour.
const MAX_MINUTES = 4;

/** Error message for an invalid RRULE (RFC 5545 §3.3.10); null if valid. Does not check that it has any occurrence. */
export function ruleMistake(rule: string): string | null {
  if (rule.length > MAX_RULE_LENGTH)
    return `The rule has ${rule.length} letters; at most ${MAX_RULE_LENGTH} are taken.`;
  const parts = rule.split(";").map((part) => part.split("=") as [string, ...string[]]);
  const seen = new Map<string, string>();
  for (const [name, value, ...more] of parts) {
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part === undefined)
      return `'${name}' is no part of a rule that is known here; known are ${Object.keys(PARTS).join(", ")}.`;
    if (seen.has(name)) return `${name} is given twice.`;
    if (value === undefined || more.length > 0 || !isValidValue(value, part))
      return `${name} should be ${part.expected}.`;
    seen.set(name, value);
  }
  return contradiction(seen);
}

function isValidValue(value: string, { pattern, min, max }: RulePart): boolean {
  if (!pattern.test(value)) return false;
  if (min === -Infinity) return true;
  return value
    .split(",")
    .map(Number)
    .every((number) => number >= min && number <= max && (number !== 0 || min === 0));
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
  if ((parts.get("BYMINUTE")?.split(",").length ?? 0) > MAX_MINUTES)
    return `BYMINUTE has more than ${MAX_MINUTES} minutes.`;
  return null;
}
