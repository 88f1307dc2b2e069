import type { HostRow, Realtime, ServiceRow } from "../../../data/realtime/realtime.ts";
import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { checksOf } from "../../../model/check-watch.ts";
import { lastEnding } from "../../../model/downtime.ts";
import type { Resource } from "../../../model/objects.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { isProblem, type ResourceKind } from "../../../model/state-code.ts";
import { isUnhandled } from "../../../model/unhandled.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { dateOrNull } from "../present-values.ts";
import { formatLiveKey } from "./live-key.ts";
import { stateWord, worstOf, type StateWord } from "../../../model/severity.ts";

/** Row of a host or a service in `GET /api/resources`, in the live stream and everywhere else in the console. */
export interface LiveRow {
  readonly key: string;
  readonly type: ResourceKind;
  readonly name: string;
  /** Of a host the host itself. */
  readonly host: LiveHost;
  readonly state: StateWord;
  readonly hard: boolean;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly since: string | null;
  readonly last_check: string | null;
  readonly next_check: string | null;
  /** First line. */
  readonly output: string;
  readonly unhandled: boolean;
  readonly flapping: boolean;
  readonly acknowledgement: LiveAcknowledgement | null;
  readonly downtime: { readonly id: number | null; readonly until: string | null } | null;
  readonly notifies: boolean;
  readonly checks: "active" | "passive" | "off";
  readonly importance: number;
  readonly poller: number;
  /** Number of contacts notified of the problem. */
  readonly told: number;
  /** Visible services of a host; null for a service. */
  readonly services: LiveServices | null;
}

export interface LiveHost {
  readonly key: string;
  readonly name: string;
  readonly address: string | null;
  readonly state: StateWord;
}

/** Members are null where an import had no record. */
export interface LiveAcknowledgement {
  readonly id: number | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly since: string | null;
  readonly expires_at: string | null;
  readonly sticky: boolean;
}

export interface LiveServices {
  readonly total: number;
  readonly problems: number;
  readonly unhandled: number;
  /** Null without services. */
  readonly worst: StateWord | null;
}

/** Records that a row shows beside its state. */
export type RowRecords = Pick<Realtime, "acknowledgementInEffect" | "runningDowntimes">;

/** The same for all who see the same services of a host. */
export function presentRow(row: HostRow | ServiceRow, records: RowRecords, visibility: Visibility): LiveRow {
  const service = "service" in row ? row : null;
  const host = "service" in row ? row.host : row;
  const resource: Resource = service?.service ?? host.host;
  const { check, handling, notification, plan } = row.state;
  return {
    key: formatLiveKey(resource.key),
    type: resource.kind,
    name: service?.service.description ?? host.host.hostName,
    host: {
      key: formatLiveKey(host.host.key),
      name: host.host.hostName,
      address: host.host.address,
      state: stateWord("host", host.state.check.state),
    },
    state: stateWord(resource.kind, check.state),
    hard: check.stateType === 1,
    attempt: check.checkAttempt,
    max_attempts: resource.maxCheckAttempts ?? DEFAULT_ATTEMPTS,
    since: dateOrNull(check.lastStateChange),
    last_check: dateOrNull(check.lastCheck),
    next_check: dateOrNull(plan.nextCheck),
    output: firstLine(check.output),
    unhandled: isUnhandled(row.state, service === null ? null : host.state),
    flapping: check.isFlapping,
    acknowledgement: isAcknowledged(row.state) ? acknowledgementOf(row, resource, records) : null,
    downtime: handling.scheduledDowntimeDepth > 0 ? downtimeOf(resource, records) : null,
    notifies: resource.notificationsEnabled ?? true,
    checks: checksOf(resource),
    importance: resource.options.importance,
    poller: host.host.pollerId,
    told: notification.notifiedContacts.length,
    services: service === null ? servicesOf(host, visibility) : null,
  };
}

/** Nagios. */
const DEFAULT_ATTEMPTS = 1;

/** Output up to its first line break. */
export function firstLine(output: string): string {
  const end = output.indexOf("\n");
  return end < 0 ? output : output.slice(0, end);
}

function acknowledgementOf(
  { state }: HostRow | ServiceRow,
  { key }: Resource,
  records: RowRecords,
): LiveAcknowledgement {
  const record = records.acknowledgementInEffect(key)?.acknowledgement;
  return {
    id: record?.id ?? null,
    author: record?.author ?? null,
    comment: record?.comment ?? null,
    since: dateOrNull(record?.entryTime ?? null),
    expires_at: dateOrNull(record?.expiresAt ?? null),
    sticky: state.handling.acknowledgement === "sticky",
  };
}

/** Running downtime that ends last. */
function downtimeOf({ key }: Resource, records: RowRecords): LiveRow["downtime"] {
  const last = lastEnding(records.runningDowntimes(key).map(({ downtime }) => downtime));
  return { id: last?.id ?? null, until: dateOrNull(last?.until ?? null) };
}

function servicesOf(host: HostRow, visibility: Visibility): LiveServices {
  const services = visibleServices(host, visibility);
  return {
    total: services.length,
    problems: services.filter(({ state }) => isProblem(state.check.state)).length,
    unhandled: services.filter(({ state }) => isUnhandled(state, host.state)).length,
    worst: worstOf(
      "service",
      services.map(({ state }) => state.check.state),
    ),
  };
}
