import { type ClockNote, localAt, resolveLocal } from "./local-time.ts";
import { readDuration } from "./read-duration.ts";
import { takeZone } from "./typed-zone.ts";

export interface TypedSpan {
  /** Milliseconds. */
  readonly start: number;
  readonly end: number;
  /** It starts now: no start was typed. */
  readonly isFromNow: boolean;
  /** Where these are the times of the clock: the zone that was typed, else that of the person. */
  readonly zone: string;
  readonly notes: readonly ClockNote[];
}

export type SpanMistake =
  | "empty"
  /** What was typed is no time. */
  | "not-understood"
  /** A start alone. */
  | "no-end"
  | "end-not-after-start"
  | "end-past";

export interface SpanContext {
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
}

/**
 * Reads when something is, as people type it: `2h`, `until 11:00`, `22:00-23:00`, `tomorrow 22:00–23:00`,
 * `fri 22:00 for 90 min`, `2026-12-01 22:00 - 2026-12-02 02:00`, `tomorrow 22:00-23:00 New York`, in English or French.
 * Times are those of the zone of the context, unless another is typed.
 */
export function readSpan(text: string, { now, zone: own }: SpanContext): TypedSpan | SpanMistake {
  const { words, zone } = takeZone(normalised(text));
  const context = { now, zone: zone ?? own };
  if (words === "") return "empty";
  const seconds = readDuration(words.replace(/^(for|pendant) /, ""));
  if (seconds !== undefined)
    return seconds <= 0 ? "end-not-after-start" : fromNow(context, context.now + seconds * 1_000, []);
  const until = /^(?:until|till|to|jusqu'a) (.*)$/.exec(words)?.[1];
  if (until !== undefined) {
    const end = readMoment(until, context, null);
    if (end === undefined) return "not-understood";
    return end.at <= context.now ? "end-past" : fromNow(context, end.at, notesOf(end));
  }
  return readRange(words, context);
}

const fromNow = ({ now, zone }: SpanContext, end: number, notes: readonly ClockNote[]): TypedSpan => ({
  start: now,
  end,
  isFromNow: true,
  zone,
  notes,
});

/** `<moment> - <moment>`, `<moment> for <duration>`, `<moment> <duration>`. */
function readRange(words: string, context: SpanContext): TypedSpan | SpanMistake {
  const { zone } = context;
  const forSome =
    /^(.*\S) (?:for|pendant) (.+)$/.exec(words) ?? /^(.*(?::\d\d|\d[ap]m)) (\d[\d.,]* ?[a-z].*)$/.exec(words);
  if (forSome !== null) {
    const start = readMoment(forSome[1]!, context, null);
    const seconds = readDuration(forSome[2]!);
    if (start === undefined || seconds === undefined) return "not-understood";
    return checked(
      { start: start.at, end: start.at + seconds * 1_000, isFromNow: false, zone, notes: notesOf(start) },
      context,
    );
  }
  for (const split of splitsOf(words)) {
    const start = readMoment(split[0], context, null);
    const end = start && readMoment(split[1], context, start.local);
    if (start !== undefined && end !== undefined)
      return checked(
        { start: start.at, end: end.at, isFromNow: false, zone, notes: [...notesOf(start), ...notesOf(end)] },
        context,
      );
  }
  return readMoment(words, context, null) === undefined ? "not-understood" : "no-end";
}

/** All ways to cut at a dash or a word; dates have dashes of their own. */
function splitsOf(words: string): readonly (readonly [string, string])[] {
  return [...words.matchAll(/ (?:to|until|till|a|au|jusqu'a) |-/g)].map(({ index, 0: cut }) => [
    words.slice(0, index).trim(),
    words.slice(index + cut.length).trim(),
  ]);
}

function checked(span: TypedSpan, { now }: SpanContext): TypedSpan | SpanMistake {
  if (span.end <= span.start) return "end-not-after-start";
  return span.end <= now ? "end-past" : span;
}

interface Moment {
  readonly at: number;
  readonly note: ClockNote | null;
  readonly local: Temporal.PlainDateTime;
}

const notesOf = ({ note }: Moment): readonly ClockNote[] => (note === null ? [] : [note]);

/** `22:00`, `22h`, `10pm`, `tomorrow 8:00`, `fri 22:00`, `2026-12-01 22:00`, `1 dec 22:00`. `after`: it is the end of this start. */
function readMoment(words: string, context: SpanContext, after: Temporal.PlainDateTime | null): Moment | undefined {
  const time = /(?:^| |t)(\d{1,2})(?:[:h](\d\d)?)?(?: ?([ap])m)?$/.exec(words);
  if (time === null) return undefined;
  const [whole, typedHour, minute = "0", half] = time;
  const hour = hourOf(Number(typedHour), half);
  const day = words.slice(0, words.length - whole.length).replace(/ (at|a)$/, "");
  // A bare number is an hour only beside another time: `22-23`; alone it could be anything.
  if (!/[:hm]/.test(whole) && day === "" && after === null && !/^\d{1,2}$/.test(words)) return undefined;
  if (hour === undefined || Number(minute) > 59 || (hour === 24 && Number(minute) > 0)) return undefined;
  const clock = { hour: hour % 24, minute: Number(minute) };
  const isMidnightAtEnd = hour === 24;
  const { zone, now } = context;
  const today = localAt(now, zone).toPlainDate();
  const from = after?.toPlainDate() ?? today;
  const at = (date: Temporal.PlainDate): Moment => {
    const local = (isMidnightAtEnd ? date.add({ days: 1 }) : date).toPlainDateTime(clock);
    return { ...resolveLocal(local, zone), local };
  };
  if (day === "") {
    const moment = at(from);
    const isOver = after === null ? moment.at <= now : Temporal.PlainDateTime.compare(moment.local, after) <= 0;
    return isOver ? at(from.add({ days: 1 })) : moment;
  }
  const date = readDay(day, today);
  if (date === undefined) return undefined;
  // Next week, if the time of today is past.
  return isWeekday(day) && date.equals(today) && after === null && at(date).at <= now
    ? at(date.add({ days: 7 }))
    : at(date);
}

/** Hour of 24, of `10` or the `10` of `10pm`. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour > 24 ? undefined : hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (half === "p" ? 12 : 0);
}

const WEEKDAYS = [
  ["mon", "monday", "lun", "lundi"],
  ["tue", "tues", "tuesday", "mar", "mardi"],
  ["wed", "wednesday", "mer", "mercredi"],
  ["thu", "thur", "thurs", "thursday", "jeu", "jeudi"],
  ["fri", "friday", "ven", "vendredi"],
  ["sat", "saturday", "sam", "samedi"],
  ["sun", "sunday", "dim", "dimanche"],
];
const MONTHS = [
  ["jan", "january", "janv", "janvier"],
  ["feb", "february", "fev", "fevr", "fevrier"],
  ["mar", "march", "mars"],
  ["apr", "april", "avr", "avril"],
  ["may", "mai"],
  ["jun", "june", "juin"],
  ["jul", "july", "juil", "juillet"],
  ["aug", "august", "aout"],
  ["sep", "sept", "september", "septembre"],
  ["oct", "october", "octobre"],
  ["nov", "november", "novembre"],
  ["dec", "december", "decembre"],
];

const placeIn = (lists: readonly (readonly string[])[], word: string): number =>
  lists.findIndex((names) => names.includes(word));

const isWeekday = (day: string): boolean => placeIn(WEEKDAYS, day) >= 0;

function readDay(day: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (["today", "tonight", "aujourd'hui", "ce soir"].includes(day)) return today;
  if (["tomorrow", "tmr", "demain"].includes(day)) return today.add({ days: 1 });
  if (day === "apres-demain") return today.add({ days: 2 });
  const weekday = placeIn(WEEKDAYS, day);
  if (weekday >= 0) return today.add({ days: (weekday + 1 - today.dayOfWeek + 7) % 7 });
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, number, month, ofYear] = /^(\d{1,2})\.? ([a-z]+)\.?(?: (\d{4}))?$/.exec(day) ?? [];
  const place = month === undefined ? -1 : placeIn(MONTHS, month);
  if (place < 0) return undefined;
  const date = dateOf(Number(ofYear ?? today.year), place + 1, Number(number));
  // Without a year: the next such day.
  return date !== undefined && ofYear === undefined && Temporal.PlainDate.compare(date, today) < 0
    ? date.add({ years: 1 })
    : date;
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** Lower case, one blank between words, no accents, plain dashes and apostrophes. */
const normalised = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[–—−]/g, "-")
    .replace(/[’‘]/g, "'")
    .replace(/(\d) ?h ?(\d\d)\b/g, "$1h$2")
    .replace(/\s*-\s*/g, (dash) => (dash.trim() === dash ? "-" : " - "))
    .replace(/ - /g, "-")
    .replace(/\s+/g, " ")
    .trim();
