/** How a downtime repeats, as it is chosen. */
export type Repeat =
  | { readonly kind: "never" }
  | { readonly kind: "daily"; readonly until: string }
  /** Days 1 (Monday) to 7. */
  | { readonly kind: "weekly"; readonly days: readonly number[]; readonly until: string }
  /** The same weekday of the month as the first: the second Tuesday; the fifth is the last. */
  | { readonly kind: "monthly-weekday"; readonly until: string }
  | { readonly kind: "monthly-day"; readonly until: string };

export const REPEATS = [
  "never",
  "daily",
  "weekly",
  "monthly-weekday",
  "monthly-day",
] as const satisfies readonly Repeat["kind"][];

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** Which of its weekday in the month a date is: 1 to 4, or -1, the last. */
export const placeInMonth = (date: Temporal.PlainDate): number => {
  const place = Math.ceil(date.day / 7);
  return place > 4 ? -1 : place;
};

/** Rule as RFC 5545 has it; null: it does not repeat, or `until` is no date. `start`: of the first, in its zone. */
export function ruleOf(repeat: Repeat, start: Temporal.PlainDateTime): string | null {
  if (repeat.kind === "never") return null;
  const until = untilOf(repeat.until, start);
  return until === undefined ? null : `${frequencyOf(repeat, start)}${until}`;
}

function frequencyOf(repeat: Exclude<Repeat, { kind: "never" }>, start: Temporal.PlainDateTime): string {
  switch (repeat.kind) {
    case "daily":
      return "FREQ=DAILY";
    case "weekly": {
      const days = repeat.days.length > 0 ? repeat.days.toSorted((one, other) => one - other) : [start.dayOfWeek];
      return `FREQ=WEEKLY;BYDAY=${days.map((day) => DAYS[day - 1]).join(",")}`;
    }
    case "monthly-weekday":
      return `FREQ=MONTHLY;BYDAY=${placeInMonth(start.toPlainDate())}${DAYS[start.dayOfWeek - 1]}`;
    case "monthly-day":
      return `FREQ=MONTHLY;BYMONTHDAY=${start.day}`;
  }
}

/** Part of the rule for the last day, included; empty for none; undefined for what is no date, or before the start. */
function untilOf(text: string, start: Temporal.PlainDateTime): string | undefined {
  if (text.trim() === "") return "";
  try {
    const date = Temporal.PlainDate.from(text.trim());
    if (Temporal.PlainDate.compare(date, start.toPlainDate()) < 0) return undefined;
    return `;UNTIL=${date.toString().replaceAll("-", "")}T235959`;
  } catch {
    return undefined;
  }
}

/** A rule in parts that can be said in words; null for one that the console does not make. */
export interface SaidRule {
  readonly kind: "daily" | "weekly" | "monthly-weekday" | "monthly-day";
  readonly days: readonly number[];
  /** Of a weekday in the month, or the day of the month. */
  readonly place: number;
  /** Date. */
  readonly until: string | null;
}

export function saidRule(rule: string): SaidRule | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=", 2) as [string, string]));
  const until = parts.get("UNTIL") ?? null;
  const frequency = parts.get("FREQ");
  const byDay = parts.get("BYDAY");
  const byMonthDay = parts.get("BYMONTHDAY");
  const known = ["FREQ", "BYDAY", "BYMONTHDAY", "UNTIL"];
  if ([...parts.keys()].some((name) => !known.includes(name))) return null;
  const said = {
    days: [],
    place: 0,
    until: until === null ? null : until.replace(/^(\d{4})(\d\d)(\d\d).*$/, "$1-$2-$3"),
  };
  if (frequency === "DAILY" && byDay === undefined && byMonthDay === undefined) return { ...said, kind: "daily" };
  if (frequency === "WEEKLY" && byMonthDay === undefined) {
    const days = (byDay ?? "").split(",").filter((day) => day !== "");
    const numbers = days.map((day) => (DAYS as readonly string[]).indexOf(day) + 1);
    return numbers.includes(0) ? null : { ...said, kind: "weekly", days: numbers };
  }
  if (frequency !== "MONTHLY") return null;
  if (byMonthDay !== undefined && byDay === undefined && /^\d{1,2}$/.test(byMonthDay))
    return { ...said, kind: "monthly-day", place: Number(byMonthDay) };
  const [, place, day] = /^(-1|[1-5])([A-Z]{2})$/.exec(byDay ?? "") ?? [];
  const number = (DAYS as readonly string[]).indexOf(day ?? "") + 1;
  return number === 0 || byMonthDay !== undefined
    ? null
    : { ...said, kind: "monthly-weekday", days: [number], place: Number(place) };
}
