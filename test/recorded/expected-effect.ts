import { resourceOf, type Observed } from "./effect.ts";
import { isObject } from "./equal.ts";
import type { Recorded } from "./record.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows that must be new or changed after a command, and no others (contract §8). A row without an id gets one from the
 * server.
 */
export interface ExpectedEffect {
  readonly downtimes: readonly Row[];
  readonly acknowledgements: readonly Row[];
  /** Members of the host's full form. */
  readonly host: Row;
  /** Members of the full forms of services, by id. */
  readonly services: ReadonlyMap<number, Row>;
}

export interface Situation {
  readonly record: Recorded;
  readonly before: Observed;
  readonly hostId: number;
  /** 0 for the host. */
  readonly serviceId: number;
  readonly now: number;
  readonly authorId: number;
  /** Services of the host that are visible to the author. */
  readonly visibleServices: readonly number[];
  /** Ids of the downtimes triggered by another one. */
  readonly triggeredBy: ReadonlyMap<number, readonly number[]>;
}

const NOTHING: ExpectedEffect = { downtimes: [], acknowledgements: [], host: {}, services: new Map() };

export function expectedEffect(situation: Situation): ExpectedEffect {
  const { method, path } = situation.record.request;
  switch (`${method} ${path.includes("downtimes") ? "downtime" : "acknowledgement"}`) {
    case "POST acknowledgement":
      return afterAcknowledgement(situation);
    case "DELETE acknowledgement":
      return afterCancelledAcknowledgement(situation);
    case "POST downtime":
      return afterDowntime(situation);
    default:
      return afterCancelledDowntime(situation);
  }
}

/** §8.2: ignored for a resource that is UP, OK or pending, and with an empty comment. */
function afterAcknowledgement({ record, before, hostId, serviceId, now, authorId }: Situation): ExpectedEffect {
  const body = bodyOf(record);
  const resource = resourceIn(before, serviceId);
  if (body.comment === "" || resource.state === 0 || resource.state === 4) return NOTHING;
  const acknowledgement: Row = {
    id: undefined,
    author_id: authorId,
    comment: body.comment,
    deletion_time: null,
    entry_time: instant(now),
    host_id: hostId,
    poller_id: before.host.poller_id,
    is_notify_contacts: body.is_notify_contacts,
    is_persistent_comment: body.is_persistent_comment,
    is_sticky: body.is_sticky,
    ...(serviceId === 0 ? {} : { service_id: serviceId }),
    state: resource.state,
  };
  return { ...NOTHING, acknowledgements: [acknowledgement], ...acknowledged(serviceId, true) };
}

/** §8.2: no effect if the acknowledgement ended with its problem. */
function afterCancelledAcknowledgement({ before, hostId, serviceId, now }: Situation): ExpectedEffect {
  const resource = resourceIn(before, serviceId);
  if (resource.acknowledged !== true && resource.is_acknowledged !== true) return NOTHING;
  const latest = before.acknowledgements.get(serviceId === 0 ? String(hostId) : `${hostId}/${serviceId}`);
  return {
    ...NOTHING,
    acknowledgements: [{ ...latest, deletion_time: instant(now) }],
    ...acknowledged(serviceId, false),
  };
}

const acknowledged = (serviceId: number, is: boolean): Pick<ExpectedEffect, "host" | "services"> =>
  serviceId === 0
    ? { host: { acknowledged: is }, services: new Map() }
    : { host: {}, services: new Map([[serviceId, { is_acknowledged: is }]]) };

/**
 * §8.3: silently rejected if it ends before it starts, has ended, is flexible without a duration, or has no comment.
 */
function afterDowntime({
  record,
  before,
  hostId,
  serviceId,
  now,
  authorId,
  visibleServices,
}: Situation): ExpectedEffect {
  const body = bodyOf(record);
  const [start, end] = [Date.parse(String(body.start_time)) / 1000, Date.parse(String(body.end_time)) / 1000];
  if (start >= end || end <= now || body.comment === "" || (body.is_fixed === false && body.duration === 0))
    return NOTHING;
  const targets = serviceId === 0 && body.with_services === true ? [0, ...visibleServices] : [serviceId];
  // A flexible downtime starts with the problem; immediately if there is one.
  const runs = (service: number): boolean =>
    start <= now && (body.is_fixed === true || isHardProblem(resourceIn(before, service)));
  return {
    ...NOTHING,
    downtimes: targets.map((service) => ({
      id: undefined,
      entry_time: instant(now),
      author_id: authorId,
      host_id: hostId,
      service_id: service === 0 ? null : service,
      is_cancelled: false,
      comment: body.comment,
      deletion_time: null,
      duration: body.is_fixed === true ? end - start : body.duration,
      end_time: instant(end),
      is_fixed: body.is_fixed,
      poller_id: before.host.poller_id,
      start_time: instant(start),
      actual_start_time: runs(service) ? instant(now) : null,
      actual_end_time: null,
      is_started: runs(service),
    })),
    services: new Map(
      targets
        .filter((service) => service !== 0 && runs(service))
        .map((service) => [service, depth(before, service, 1)]),
    ),
  };
}

/** Triggered downtimes are cancelled with it. */
function afterCancelledDowntime({ record, before, serviceId, now, triggeredBy }: Situation): ExpectedEffect {
  const id = Number(/\d+$/.exec(record.request.path)?.[0]);
  const cancelled = [id, ...(triggeredBy.get(id) ?? [])].map((each) => ({
    ...before.downtimes.get(each),
    is_cancelled: true,
    deletion_time: instant(now),
    actual_end_time: instant(now),
  }));
  const wasRunning = before.downtimes.get(id)?.is_started === true;
  return {
    ...NOTHING,
    downtimes: cancelled,
    services: serviceId !== 0 && wasRunning ? new Map([[serviceId, depth(before, serviceId, -1)]]) : new Map(),
  };
}

// The data set has running downtimes whose service has depth 0: it does not become negative.
const depth = (before: Observed, serviceId: number, change: number): Row => ({
  scheduled_downtime_depth: Math.max(0, Number(before.services.get(serviceId)?.scheduled_downtime_depth) + change),
});

const resourceIn = (before: Observed, serviceId: number): Row =>
  serviceId === 0 ? before.host : (before.services.get(serviceId) ?? {});

const isHardProblem = (resource: Row): boolean =>
  resource.state !== 0 && resource.state !== 4 && resource.state_type === 1;

function bodyOf(record: Recorded): Row {
  return isObject(record.request.body) ? record.request.body : {};
}

/** Formats a time; the comparison accepts any spelling of the same instant. */
const instant = (seconds: number): string => new Date(Math.floor(seconds) * 1000).toISOString().replace(".000Z", "Z");

/** Sorts by resource, so that rows can be compared in any order. */
export const inOrder = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => resourceOf(a).localeCompare(resourceOf(b), "en", { numeric: true }));
