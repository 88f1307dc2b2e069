import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { Realtime } from "../../../data/realtime/realtime.ts";
import { MAX_WIDTH } from "../../../data/timeseries/read/request.ts";
import type { TargetStatus } from "../../../data/timeseries/remote-write/sender-functions.ts";
import type { SeriesStatus } from "../../../data/timeseries/series-status.ts";
import type { SelectedMetrics, TimeSeries } from "../../../data/timeseries/time-series.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { refuseField } from "../body-refusal.ts";
import { isSwitchedOn } from "../listing.ts";
import { started } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { numberIn, textIn, textsIn, timeIn } from "../query-parameters.ts";
import { callerOf } from "../rights.ts";
import { errorAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, type TargetKind, targetOf, TARGETS, targetOfPath } from "../target.ts";
import { namesOfResource, type Names } from "./names-of-resource.ts";
import { csvOfSeries, presentMetric, presentSeries } from "./present.ts";
import {
  DEFAULT_WIDTH,
  MAX_METRICS,
  MAX_RESOURCES,
  metricList,
  seriesAnswer,
  seriesParameters,
  statusAnswer,
} from "./schema.ts";

const DAY = 86_400;
const LONGEST_RANGE = 11 * 366 * DAY;

/** Operations that read performance data over time. The contract's own shapes of it come with the later versions. */
export const metricOperations: readonly Operation[] = [
  metricsOf("host"),
  metricsOf("service"),
  {
    id: "read-series",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/metrics/series"],
    right: "api-access",
    tag: "Metrics",
    summary: "Performance data over time, in buckets of equal length",
    description:
      "A bucket is at least as long as the interval of the results, so that a check every five minutes has no gaps. " +
      "Buckets without a value are null; nothing is interpolated.",
    query: seriesParameters,
    answers: {
      200: seriesAnswer,
      502: errorAnswer("The server that `read_from` names failed."),
      ...invalidAnswer,
      ...missingAnswer,
    },
    isPresentedExactly: true,
    handle: async (request, { realtime, clock, timeSeries }, reply) => {
      const { visibility } = callerOf(request);
      const { from, to, width, isCsv, isLocal } = rangeOf(request, clock.now());
      const keys = keysOf(request, realtime, visibility);
      const series = started(timeSeries());
      const of = await selected(series, keys, textsIn(request, "metric"));
      const answer = await series.readBuckets({ of, from, to, width, isLocal });
      const namesOf = (key: ResourceKey): Names => namesOfResource(realtime, key, visibility);
      if (!isCsv) return presentSeries(answer, namesOf);
      reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="series.csv"');
      return Readable.from(csvOfSeries(answer, namesOf));
    },
  },
  {
    id: "metrics-status",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/metrics/status"],
    right: "administrator",
    tag: "Metrics",
    summary: "What is kept of performance data, and how much",
    answers: { 200: statusAnswer },
    handle: async (request, { realtime, timeSeries, remoteWrite }) => {
      const { visibility } = callerOf(request);
      const status = await started(timeSeries()).status();
      const targets = (await remoteWrite()?.status()) ?? [];
      return presentStatus(status, targets, (key) => namesOfResource(realtime, key, visibility));
    },
  },
];

function presentStatus(status: SeriesStatus, targets: readonly TargetStatus[], namesOf: (key: ResourceKey) => Names) {
  const { counts, since, sizes } = status;
  const level = (name: keyof typeof sizes, from: number | null) => ({
    name,
    since: from === null ? null : formatRfc3339(from),
    bytes: sizes[name],
  });
  return {
    levels: [
      level("raw", since.raw),
      level("hours", since.hours),
      level("days", since.days),
      level("log", null),
      level("registry", null),
    ],
    bytes_per_day: status.bytesOfDay,
    resources: status.resources,
    metrics: status.metrics,
    taken: counts.results,
    dropped: counts.dropped,
    not_newer: counts.notNewer,
    too_late: counts.tooLate,
    faults: status.faults,
    largest: status.largest.map(({ key, metrics }) => {
      const { host, service } = namesOf(key);
      return { host: host === "" ? null : host, service, metrics };
    }),
    remote_write: targets.map(({ name, isFailing, points, refused, lost }) => ({
      name,
      is_failing: isFailing,
      points,
      refused,
      lost,
    })),
  };
}

function metricsOf(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `list-${kind}-metrics`,
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: [`${path}/metrics`],
    right: "api-access",
    tag: "Metrics",
    summary: `What the performance data of a ${kind} measures`,
    parameters,
    answers: { 200: metricList, ...missingAnswer },
    handle: async (request, { realtime, timeSeries }) => {
      const { visibility } = callerOf(request);
      const { resource } = foundTarget(targetOfPath(realtime, kind, request, visibility), kind);
      const series = started(timeSeries());
      const [found] = await series.metrics([resource.key]);
      return {
        result: (found?.metrics ?? []).map(presentMetric),
        meta: { faults: await series.faultOf(resource.key) },
      };
    },
  };
}

/** Refuses with `invalid-body`. */
function rangeOf(request: FastifyRequest, now: UnixSeconds) {
  const to = secondsIn(request, "to") ?? Math.floor(now) + 1;
  const from = secondsIn(request, "from") ?? to - DAY;
  if (from >= to) refuseField("from", "This should be before `to`.");
  if (to - from > LONGEST_RANGE) refuseField("from", "This should be at most eleven years before `to`.");
  const width = numberIn(request, "width", [1, MAX_WIDTH]) ?? DEFAULT_WIDTH;
  const format = textIn(request, "format") ?? "json";
  if (format !== "json" && format !== "csv") refuseField("format", "This should be json or csv.");
  return { from, to, width, isCsv: format === "csv", isLocal: isSwitchedOn(request, "local") };
}

/** Whole seconds that the files can have. */
function secondsIn(request: FastifyRequest, name: "from" | "to"): UnixSeconds | undefined {
  const time = timeIn(request, name);
  if (time === undefined) return undefined;
  if (time < 0 || time > 2 ** 32 - 1) refuseField(name, "This should be a time from 1970 to 2105.");
  return Math.floor(time);
}

/** Visible resources of the parameter `resource`. Refuses with `invalid-body` and `not-found`. */
function keysOf(request: FastifyRequest, realtime: Realtime, visibility: Visibility): readonly ResourceKey[] {
  const texts = textsIn(request, "resource");
  if (texts.length === 0) refuseField("resource", "This should be host_id or host_id/service_id, at least once.");
  if (texts.length > MAX_RESOURCES) refuseField("resource", `This may be given at most ${MAX_RESOURCES} times.`);
  const keys = texts.map((text) => {
    const [, host, service] = /^(\d{1,10})(?:\/(\d{1,10}))?$/.exec(text) ?? [];
    if (host === undefined) refuseField("resource", "This should be host_id or host_id/service_id.");
    const kind = service === undefined || Number(service) === 0 ? "host" : "service";
    return foundTarget(targetOf(realtime, kind, Number(host), Number(service ?? 0), visibility), kind).resource.key;
  });
  return [...new Set(keys)];
}

/** Refuses with `invalid-body`. */
async function selected(
  series: TimeSeries,
  keys: readonly ResourceKey[],
  labels: readonly string[],
): Promise<readonly SelectedMetrics[]> {
  const found = await series.metrics(keys);
  const of = found.map(({ key, metrics }) => ({
    key,
    metricIds: metrics.filter(({ label }) => labels.length === 0 || labels.includes(label)).map(({ id }) => id),
  }));
  const count = of.reduce((sum, { metricIds }) => sum + metricIds.length, 0);
  if (count > MAX_METRICS) refuseField("resource", `These have ${count} metrics; at most ${MAX_METRICS} are read.`);
  return of;
}
