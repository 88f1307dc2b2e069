import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { DowntimeRow } from "../../../data/realtime/realtime.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import { isServiceEntry } from "../../../data/realtime/rows/rows.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { endsAt, type Downtime } from "../../../model/downtime.ts";
import type { RecurringDowntime } from "../../../model/recurring-downtime.ts";
import { createRecurrence } from "../../../operations/downtime/recurrence.ts";
import { refuseField } from "../body-refusal.ts";
import { isSwitchedOn } from "../listing.ts";
import { queryOf, queryParameter } from "../live/parameters.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { numberIn, timeIn } from "../query-parameters.ts";
import { isShownTo } from "../recurring-downtime/is-shown-to.ts";
import { presentTargets } from "../recurring-downtime/present.ts";
import { callerOf } from "../rights.ts";
import { invalidAnswer } from "../schema-types.ts";
import { type DowntimeStatus, downtimeList } from "./downtime-schema.ts";
import { presentResource } from "./present-resource.ts";

const DAY = 86_400;
const DEFAULT_SECONDS = 7 * DAY;
const MAX_SECONDS = 100 * DAY;
const MAX_ROWS = 20_000;
const DEFAULT_ROWS = 5_000;
/** Of one recurring downtime. */
const MAX_PLANNED = 400;

interface Range {
  readonly from: UnixSeconds;
  readonly to: UnixSeconds;
}

export const downtimesInRange: Operation = {
  id: "list-downtimes-in-range",
  surface: "vigie",
  method: "GET",
  answeredBy: "leader",
  paths: ["/downtimes"],
  right: "api-access",
  tag: "Console",
  summary: "Downtimes of hosts and services between two times, with the occurrences of recurring ones",
  description:
    "By their start. Occurrences that have no downtimes yet are `planned`: one item for all resources of the recurring " +
    "downtime, shown to its author and to those who see everything.",
  query: {
    ...queryParameter,
    from: Type.Optional(Type.String({ description: "RFC 3339 or Unix seconds; default: now" })),
    to: Type.Optional(Type.String({ description: "At most 100 days after `from`; default: 7 days" })),
    without_planned: Type.Optional(Type.Boolean({ default: false, description: "Without `planned` occurrences" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_ROWS, default: DEFAULT_ROWS })),
  },
  answers: { 200: downtimeList, ...invalidAnswer },
  handle(request, parts) {
    const range = rangeOf(request, parts.clock.now());
    const limit = numberIn(request, "limit", [1, MAX_ROWS]) ?? DEFAULT_ROWS;
    const caller = callerOf(request);
    const now = parts.clock.now();
    const { rows } = parts.realtime.listDowntimes({ kind: "all" }, EVERYTHING, caller.visibility);
    const isAsked = askedKeys(request, parts);
    const isNarrowed = queryOf(request).terms.length > 0;
    const shown = parts.recurringDowntimes
      .all()
      .filter(
        (one) => isShownTo(one, caller) && (!isNarrowed || parts.recurringDowntimes.targetsOf(one).some(isAsked)),
      );
    const presented = new Map(
      shown.map((one) => [one.id, presentRecurring(one, parts.recurringDowntimes.targetsOf(one).length)]),
    );
    const made = Map.groupBy(rows, ({ downtime }) => downtime.recurringDowntimeId);
    const startsOf = (id: number) => new Set(made.get(id)?.map(({ downtime }) => downtime.startTime ?? 0));
    const items = [
      ...rows
        .filter(({ downtime }) => isAsked(downtime.key) && isIn(range, downtime))
        .map((row) => presentOne(row, presented, now)),
      ...(isSwitchedOn(request, "without_planned") ? [] : shown).flatMap((one) =>
        plannedOccurrences(one, range, now, startsOf(one.id), presented.get(one.id)!),
      ),
    ].toSorted(byStart);
    return {
      result: items.slice(0, limit),
      meta: { total: items.length, limit, from: dateOrNull(range.from), to: dateOrNull(range.to) },
    };
  },
};

const EVERYTHING: ListQuery = { page: 1, limit: Number.MAX_SAFE_INTEGER, search: {}, sortBy: [] };

/** Test for the resources that match `q`; all, also removed ones, without it. */
function askedKeys(request: FastifyRequest, { live }: ApiParts): (key: ResourceKey) => boolean {
  const query = queryOf(request);
  if (query.terms.length === 0) return () => true;
  const rows = live.list(query, [], callerOf(request).visibility);
  const keys = new Set(rows.map((row) => (isServiceEntry(row) ? row.service.key : row.host.key)));
  return (key) => keys.has(key);
}

function rangeOf(request: FastifyRequest, now: UnixSeconds): Range {
  const from = timeIn(request, "from") ?? Math.floor(now);
  const to = timeIn(request, "to") ?? from + DEFAULT_SECONDS;
  if (to <= from) refuseField("to", "This should be after `from`.");
  if (to - from > MAX_SECONDS) refuseField("to", `This should be at most ${MAX_SECONDS / DAY} days after \`from\`.`);
  return { from, to };
}

/** Begin and end: as they were, else as planned. */
const spanOf = (downtime: Downtime) => ({
  start: downtime.isStarted ? (downtime.actualStartTime ?? downtime.startTime) : downtime.startTime,
  end: downtime.actualEndTime ?? endsAt(downtime),
});

/** One that was cancelled before its begin never was in any range. */
function isIn({ from, to }: Range, downtime: Downtime): boolean {
  if (downtime.deletionTime !== null && !downtime.isStarted) return false;
  const { start, end } = spanOf(downtime);
  return (start ?? -Infinity) < to && (end ?? Infinity) > from;
}

function statusOf(downtime: Downtime, now: UnixSeconds): DowntimeStatus {
  if (downtime.deletionTime !== null) return downtime.isCancelled ? "cancelled" : "ended";
  if (downtime.isStarted) return "running";
  return !downtime.isFixed && (downtime.startTime ?? 0) <= now ? "waiting" : "scheduled";
}

function presentOne(
  { downtime, ...objects }: DowntimeRow,
  recurring: ReadonlyMap<number, PresentedRecurring>,
  now: UnixSeconds,
) {
  const { start, end } = spanOf(downtime);
  return {
    id: downtime.id,
    ...presentResource(downtime.key, objects),
    status: statusOf(downtime, now),
    planned: false,
    start: dateOrNull(start),
    end: dateOrNull(end),
    fixed: downtime.isFixed,
    for: downtime.isFixed ? null : downtime.duration,
    author: downtime.author,
    comment: downtime.comment,
    since: dateOrNull(downtime.entryTime),
    recurring: downtime.recurringDowntimeId === null ? null : (recurring.get(downtime.recurringDowntimeId) ?? null),
  };
}

type PresentedRecurring = ReturnType<typeof presentRecurring>;

const presentRecurring = ({ id, name, rule, zone, targets }: RecurringDowntime, resources: number) => ({
  id,
  name,
  rrule: rule,
  zone,
  targets: presentTargets(targets),
  resources,
});

/** Occurrences in the range that have no downtimes yet. */
function plannedOccurrences(
  recurring: RecurringDowntime,
  { from, to }: Range,
  now: UnixSeconds,
  made: ReadonlySet<UnixSeconds>,
  presented: PresentedRecurring,
) {
  const { durationSeconds, author, comment, entryTime } = recurring;
  return createRecurrence(recurring)
    .startsBetween(Math.max(from - durationSeconds + 1, now), to)
    .filter((start) => !made.has(start))
    .slice(0, MAX_PLANNED)
    .map((start) => ({
      id: null,
      key: null,
      type: null,
      name: null,
      host: null,
      state: null,
      status: "planned" as const,
      planned: true,
      start: dateOrNull(start),
      end: dateOrNull(start + durationSeconds),
      fixed: true,
      for: null,
      author,
      comment,
      since: dateOrNull(entryTime),
      recurring: presented,
    }));
}

const byStart = (one: { readonly start: string | null; readonly id: number | null }, other: typeof one): number =>
  (one.start ?? "").localeCompare(other.start ?? "") || (one.id ?? 0) - (other.id ?? 0);
