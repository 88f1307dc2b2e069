import { localAt } from "../typed-time/local-time.ts";
import { readDuration } from "../typed-time/read-duration.ts";
import { readSpan, type SpanContext, type SpanMistake, type TypedSpan } from "../typed-time/read-span.ts";
import { type Repeat, ruleOf } from "./repeat.ts";

/** What is entered in the dialog of a downtime. */
export interface EnteredDowntime {
  /** Search for what it is on; unused if that is chosen already. */
  readonly q: string;
  readonly when: string;
  readonly repeat: Repeat;
  readonly isFlexible: boolean;
  /** How long a flexible one lasts. */
  readonly lasts: string;
  readonly services: boolean;
  readonly children: boolean;
  readonly text: string;
}

export interface PlannedDowntime {
  readonly span: TypedSpan;
  /** Options of the action `schedule-downtime`, without a comment. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Members of a recurring downtime; null: it does not repeat. */
  readonly recurrence: {
    readonly rrule: string;
    readonly dtstart: string;
    readonly zone: string;
    readonly duration_seconds: number;
  } | null;
}

export interface PlanMistakes {
  readonly when?: SpanMistake | "needs-start";
  readonly lastDay?: true;
  readonly lasts?: true;
}

const isoOf = (instant: number): string => new Date(Math.floor(instant / 1_000) * 1_000).toISOString();

/** Reads what is entered, in the zone of the person unless a zone is typed. */
export function planDowntime(
  { when, repeat, isFlexible, lasts, services, children }: EnteredDowntime,
  context: SpanContext,
): PlannedDowntime | PlanMistakes {
  const span = readSpan(when, context);
  const seconds = isFlexible && repeat.kind === "never" ? readDuration(lasts) : 0;
  const isLastsWrong = seconds === undefined || (isFlexible && repeat.kind === "never" && seconds <= 0);
  if (typeof span === "string") return { when: span, ...(isLastsWrong && { lasts: true as const }) };
  if (isLastsWrong) return { lasts: true };
  const options = {
    ...(!span.isFromNow && { start: isoOf(span.start) }),
    end: isoOf(span.end),
    ...(isFlexible && { fixed: false, for: seconds }),
    services,
    children,
  };
  if (repeat.kind === "never") return { span, options, recurrence: null };
  if (span.isFromNow) return { when: "needs-start" };
  const start = localAt(span.start, span.zone).toPlainDateTime();
  const rrule = ruleOf(repeat, start);
  if (rrule === null) return { lastDay: true };
  const recurrence = {
    rrule,
    dtstart: start.toString({ smallestUnit: "second" }),
    zone: span.zone,
    duration_seconds: Math.round((span.end - span.start) / 1_000),
  };
  return { span, options, recurrence };
}

export const isPlanned = (plan: PlannedDowntime | PlanMistakes): plan is PlannedDowntime => "span" in plan;
