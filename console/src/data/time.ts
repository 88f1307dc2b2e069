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

/** `29 Nov, 14:05`; with the year if it is another one than that of now. */
export function dateTimeText(instant: number, now: number, style: TimeStyle): string {
  const year = formatOf(style, { year: "numeric" });
  return formatOf(style, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(year.format(instant) !== year.format(now) && { year: "numeric" }),
  }).format(instant);
}

/** The same in a narrow column: `29 Nov 14:05`; of another year the date alone, `29 Nov 2025`. */
export function shortDateText(instant: number, now: number, style: TimeStyle): string {
  const year = formatOf(style, { year: "numeric" });
  const isThisYear = year.format(instant) === year.format(now);
  const day = formatOf(style, { day: "numeric", month: "short", ...(!isThisYear && { year: "numeric" }) });
  return isThisYear ? `${day.format(instant)} ${clockText(instant, style)}` : day.format(instant);
}

/** `14:05`, or `14:05:09` with seconds. */
export const clockText = (instant: number, style: TimeStyle, withSeconds = false): string =>
  formatOf(style, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(withSeconds && { second: "2-digit" }),
  }).format(instant);

/** Date, time with seconds, zone and the same in UTC. */
export function fullTimeText(instant: number, style: TimeStyle): string {
  const inZone = formatOf(style, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(instant);
  const utc = new Date(instant).toISOString().slice(0, 19).replace("T", " ");
  return `${inZone} (${style.zone}) · ${utc} UTC`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it. */
function formatOf({ language, zone }: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    // English here is British: the day before the month.
    format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: zone, ...options });
    formats.set(key, format);
  }
  return format;
}

/** Texts of places on an axis of time, given in Unix seconds with `step` between them: days where they change. */
export function axisTexts(places: readonly number[], step: number, style: TimeStyle): readonly string[] {
  const day = formatOf(style, { day: "numeric", month: "short" });
  const clock = formatOf(style, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(step < 60 && { second: "2-digit" }),
  });
  let before: string | undefined;
  return places.map((place) => {
    const ofDay = day.format(place * 1_000);
    const isNew = before !== undefined && ofDay !== before;
    before = ofDay;
    return step >= 86_400 || isNew ? ofDay : clock.format(place * 1_000);
  });
}
