/** A week from Monday to Sunday in a zone. Days may have 23 or 25 hours; each has a seventh of the width. */
export interface CalendarWeek {
  readonly monday: Temporal.PlainDate;
  /** Milliseconds: starts of the seven days, and the end of the last. */
  readonly edges: readonly number[];
  readonly zone: string;
}

export function weekOf(date: Temporal.PlainDate, zone: string): CalendarWeek {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const edges = Array.from(
    { length: 8 },
    (_, day) => monday.add({ days: day }).toZonedDateTime(zone).epochMilliseconds,
  );
  return { monday, edges, zone };
}

export const startOfWeek = ({ edges }: CalendarWeek): number => edges[0]!;
export const endOfWeek = ({ edges }: CalendarWeek): number => edges[7]!;

export const dateIn = (instant: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();

/** Reads a date of an address; null for anything else. */
export function readDate(text: string | undefined): Temporal.PlainDate | null {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

/** Place of an instant in the width of the week, from 0 to 1. */
export function placeOf(instant: number, { edges }: CalendarWeek): number {
  if (instant <= edges[0]!) return 0;
  if (instant >= edges[7]!) return 1;
  const day = edges.findIndex((edge) => edge > instant) - 1;
  const [from, to] = [edges[day]!, edges[day + 1]!];
  return (day + (instant - from) / (to - from)) / 7;
}

/** Bars in as few lines as they need without overlapping; each line in the order of time. */
export function stacked<T extends { readonly start: number; readonly end: number }>(
  bars: readonly T[],
): readonly (readonly T[])[] {
  const lines: T[][] = [];
  for (const bar of bars.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const free = lines.find((line) => line.at(-1)!.end <= bar.start);
    if (free === undefined) lines.push([bar]);
    else free.push(bar);
  }
  return lines;
}
