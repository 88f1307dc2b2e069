/** Note on a local time that the clocks skip or have twice. Instants in milliseconds. */
export type ClockNote =
  /** There is no such time on that day: the clocks go forward. */
  | { readonly kind: "skipped"; readonly asked: string; readonly is: number }
  /** The clocks go back: this is the first of two. */
  | { readonly kind: "twice"; readonly asked: string; readonly is: number };

export interface Resolved {
  readonly at: number;
  readonly note: ClockNote | null;
}

/** Instant of a local time: a skipped one moves forward, of two the first. */
export function resolveLocal(local: Temporal.PlainDateTime, zone: string): Resolved {
  const earlier = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(zone, { disambiguation: "later" });
  const asked = local.toPlainTime().toString({ smallestUnit: "minute" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { at: earlier.epochMilliseconds, note: null };
  const isSkipped = !earlier.toPlainDateTime().equals(local);
  const at = isSkipped ? later.epochMilliseconds : earlier.epochMilliseconds;
  return { at, note: { kind: isSkipped ? "skipped" : "twice", asked, is: at } };
}

export const localAt = (instant: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/** Minutes that the clock of a zone goes forward (or, negative, back) between two instants. */
export function clockChangeMinutes(from: number, to: number, zone: string): number {
  const offset = (instant: number) => localAt(instant, zone).offsetNanoseconds;
  return (offset(to) - offset(from)) / 60e9;
}
