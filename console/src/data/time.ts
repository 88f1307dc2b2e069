// Times and durations as text. Instants are milliseconds of the Unix epoch.

export interface TimeStyle {
  readonly language: string;
  /** IANA name. */
  readonly zone: string;
}

const DAY_SECONDS = 86_400;

/** `40 s`, `12 min`, `3 h 05`, `2 d 4 h`; `dayUnit` is the unit of days in the language. */
export function durationText(seconds: number, dayUnit: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole}\u00a0s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)}\u00a0min`;
  const hours = Math.floor(whole / 3_600);
  if (whole < DAY_SECONDS) return `${hours}\u00a0h\u00a0${String(Math.floor((whole % 3_600) / 60)).padStart(2, "0")}`;
  const rest = hours % 24;
  const days = `${Math.floor(whole / DAY_SECONDS)}\u00a0${dayUnit}`;
  return rest === 0 || whole >= 10 * DAY_SECONDS ? days : `${days}\u00a0${rest}\u00a0h`;
}

/** Whether an instant is shown relative to now. */
export const isWithinDay = (instant: number, now: number): boolean => Math.abs(now - instant) < DAY_SECONDS * 1_000;

/** How long ago an instant was, or how long until then; the date beyond a day. `dayUnit` is the unit of days. */
export function ageText(instant: number, now: number, dayUnit: string, style: TimeStyle): string {
  if (!isWithinDay(instant, now)) return dateTimeText(instant, now, style);
  return durationText(Math.abs(now - instant) / 1_000, dayUnit);
}

const YEAR = { year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { day: "numeric", month: "short" } as const;
const FORMATS = {
  year: YEAR,
  day: DAY,
  dayYear: { ...DAY, ...YEAR },
  numericDay: { ...YEAR, month: "numeric", day: "numeric" },
  weekday: { weekday: "short" },
  clock: CLOCK,
  clockSeconds: { ...CLOCK, second: "2-digit" },
  dateTime: { ...DAY, ...CLOCK },
  dateTimeYear: { ...DAY, ...YEAR, ...CLOCK },
  full: { ...DAY, ...YEAR, ...CLOCK, weekday: "short", second: "2-digit", timeZoneName: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
type FormatName = keyof typeof FORMATS;

/** `29 Nov, 14:05`; with the year if it is another one than that of now. */
export function dateTimeText(instant: number, now: number, style: TimeStyle): string {
  const year = formatOf(style, "year");
  const isOfNow = year.format(instant) === year.format(now);
  return formatOf(style, isOfNow ? "dateTime" : "dateTimeYear").format(instant);
}

/** A time within a sentence: `14:05` today, `Mon 14:05` in the next days, else with the date. */
export function momentText(instant: number, now: number, style: TimeStyle): string {
  const day = formatOf(style, "numericDay");
  if (day.format(instant) === day.format(now)) return clockText(instant, style);
  if (instant < now || instant - now >= 6 * DAY_SECONDS * 1_000) return dateTimeText(instant, now, style);
  return `${formatOf(style, "weekday").format(instant)} ${clockText(instant, style)}`;
}

/** The same in a narrow column: `29 Nov 14:05`; of another year the date alone, `29 Nov 2025`. */
export function shortDateText(instant: number, now: number, style: TimeStyle): string {
  const year = formatOf(style, "year");
  if (year.format(instant) !== year.format(now)) return formatOf(style, "dayYear").format(instant);
  return `${formatOf(style, "day").format(instant)} ${clockText(instant, style)}`;
}

/** `14:05`, or `14:05:09` with seconds. */
export const clockText = (instant: number, style: TimeStyle, withSeconds = false): string =>
  formatOf(style, withSeconds ? "clockSeconds" : "clock").format(instant);

/** Date, time with seconds, zone and the same in UTC. */
export function fullTimeText(instant: number, style: TimeStyle): string {
  const utc = new Date(instant).toISOString().slice(0, 19).replace("T", " ");
  return `${formatOf(style, "full").format(instant)} (${style.zone}) · ${utc} UTC`;
}

const formats = new Map<string, Partial<Record<FormatName, Intl.DateTimeFormat>>>();

/** Making a format takes longer than using it. */
function formatOf({ language, zone }: TimeStyle, name: FormatName): Intl.DateTimeFormat {
  const style = `${language} ${zone}`;
  let ofStyle = formats.get(style);
  if (ofStyle === undefined) formats.set(style, (ofStyle = {}));
  // English here is British: the day before the month.
  return (ofStyle[name] ??= new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: zone,
    ...FORMATS[name],
  }));
}

/** Texts of places on an axis of time, given in Unix seconds with `step` between them: days where they change. */
export function axisTexts(places: readonly number[], step: number, style: TimeStyle): readonly string[] {
  const day = formatOf(style, "day");
  const clock = formatOf(style, step < 60 ? "clockSeconds" : "clock");
  let before: string | undefined;
  return places.map((place) => {
    const ofDay = day.format(place * 1_000);
    const isNew = before !== undefined && ofDay !== before;
    before = ofDay;
    return step >= 86_400 || isNew ? ofDay : clock.format(place * 1_000);
  });
}
