import type { Static } from "typebox";
import { calendarTime, createRecurrence } from "../../../operations/downtime/recurrence.ts";
import { ruleMistake } from "../../../operations/downtime/recurrence-rule.ts";
import type { DowntimeTargets, RecurringDowntimeRequest } from "../../../model/recurring-downtime.ts";
import { AHEAD_SECONDS, MAX_OCCURRENCES, MAX_OPEN_DOWNTIMES } from "../../../operations/downtime/recurring-plan.ts";
import { fixedTargets, resolveTargets } from "../../../operations/downtime/recurring-targets.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { isTimeZone } from "../../../model/time-zone.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { type BodyMistake, refuseMistakes } from "../body-refusal.ts";
import { bodyOf } from "../request-body.ts";
import { previewRequest, recurringDowntimeRequest } from "./schema.ts";
import { targetMistakes } from "./target-mistakes.ts";
import { seesResource, type Visibility } from "../../../model/visibility.ts";

type Recurring = Pick<RecurringDowntimeRequest, "rule" | "start" | "zone" | "durationSeconds">;

export const previewBody = bodyOf(previewRequest);
export const recurringDowntimeBody = { ...bodyOf(recurringDowntimeRequest), isLarge: true } as const;

/** Reads a preview. Refuses with `invalid-body`, one line per mistake. */
export function previewOf(body: unknown): Recurring & { readonly count: number } {
  const { count, ...fields } = previewBody.read(body);
  const recurring = recurringOf(fields);
  refuseMistakes(recurrenceMistakes(recurring));
  return { ...recurring, count: count ?? 10 };
}

/**
 * Reads a request and resolves the resources it covers now. A contact that sees everything may use patterns, groups and
 * future services; for any other contact the targets are resolved now to the resources it sees. Refuses with
 * `invalid-body`.
 */
export function recurringDowntimeOf(
  body: unknown,
  inventory: Inventory,
  visibility: Visibility,
  now: UnixSeconds,
): { readonly request: RecurringDowntimeRequest; readonly keys: readonly ResourceKey[] } {
  const fields = recurringDowntimeBody.read(body);
  const { name, comment } = fields;
  const recurring = recurringOf(fields);
  const targets = targetsOf(fields.targets);
  const mistakes = [...recurrenceMistakes(recurring), ...targetMistakes(targets, inventory, visibility)];
  refuseMistakes(mistakes);
  const keys = resolveTargets(targets, inventory).filter((key) => seesResource(visibility, key));
  refuseMistakes(sizeMistakes(recurring, keys.length, now));
  return {
    request: { name, comment, ...recurring, targets: visibility.seesAll ? targets : fixedTargets(keys, inventory) },
    keys,
  };
}

function targetsOf(written: Static<typeof recurringDowntimeRequest>["targets"]): DowntimeTargets {
  const {
    hosts = [],
    services = [],
    host_groups: hostGroups = [],
    service_groups: serviceGroups = [],
    with_services: withServices = false,
  } = written;
  return { hosts, services, hostGroups, serviceGroups, withServices };
}

const recurringOf = (fields: {
  rrule: string;
  dtstart: string;
  zone: string;
  duration_seconds: number;
}): Recurring => ({
  rule: fields.rrule,
  start: fields.dtstart,
  zone: fields.zone,
  durationSeconds: fields.duration_seconds,
});

function recurrenceMistakes({ rule, start, zone }: Recurring): readonly BodyMistake[] {
  const wrongRule = ruleMistake(rule);
  const mistakes = [
    ...(wrongRule === null ? [] : [{ field: "rrule", text: wrongRule }]),
    ...(isLocalTime(start)
      ? []
      : [
          {
            field: "dtstart",
            text: "This should be a local date and time such as 2026-01-04T22:00:00, without an offset.",
          },
        ]),
    // A fixed offset is not a time zone: it has no daylight saving time.
    ...(/^[A-Za-z]/.test(zone) && isTimeZone(zone)
      ? []
      : [{ field: "zone", text: "This should be an IANA time zone such as Europe/Paris." }]),
  ];
  if (mistakes.length > 0) return mistakes;
  try {
    createRecurrence({ rule, start, zone }).startsAfter(0, 1);
    return [];
  } catch (error) {
    return [{ field: "rrule", text: `The rule cannot be followed: ${(error as Error).message}` }];
  }
}

function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return false;
  try {
    const { year } = calendarTime(text);
    return year >= 1970 && year < 2100;
  } catch {
    return false;
  }
}

/** Mistakes of a rule that never occurs again, or that would flood the store. */
function sizeMistakes(recurring: Recurring, targetCount: number, now: UnixSeconds): readonly BodyMistake[] {
  const recurrence = createRecurrence(recurring);
  const running = recurrence.startsBetween(now - recurring.durationSeconds + 1, now + 1);
  const first = running[0] ?? recurrence.startsAfter(now, 1)[0];
  if (first === undefined) return [{ field: "rrule", text: "The rule has no occurrence from now on." }];
  const openCount = recurrence.startsBetween(first, first + recurring.durationSeconds + AHEAD_SECONDS).length;
  if (openCount > MAX_OCCURRENCES) {
    return [
      {
        field: "duration_seconds",
        text: `${openCount} occurrences would run or be planned at once; at most ${MAX_OCCURRENCES} may.`,
      },
    ];
  }
  if (openCount * targetCount <= MAX_OPEN_DOWNTIMES) return [];
  const text =
    `${openCount} occurrences of ${targetCount} resources would be open at once; ` +
    `at most ${MAX_OPEN_DOWNTIMES} downtimes may.`;
  return [{ field: "targets", text }];
}
