import type { Caller } from "../../../access/caller.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { Checkable } from "../../../model/objects.ts";
import { consolePageOf } from "../console/console-paths.ts";
import { STATUSES } from "../../../model/resource-status.ts";

/** Base of links. */
export const API = "/centreon/api/latest";

/** Links of a resource (later versions §5.4). Endpoints are under `latest`, whatever the token of the request was. */
export interface ResourceLinks {
  readonly uris: {
    readonly configuration: string | null;
    readonly logs: string | null;
    readonly reporting: string | null;
  };
  readonly endpoints: {
    readonly details: string;
    readonly timeline: string;
    readonly status_graph: string | null;
    readonly performance_graph: string | null;
    readonly acknowledgement: string;
    readonly downtime: string;
    readonly check: string | null;
    readonly forced_check: string | null;
    readonly notification_policy: string | null;
  };
  readonly externals: {
    readonly action_url: string | null;
    readonly notes: { readonly label: string | null; readonly url: string | null };
  };
}

/** What the items of an answer depend on besides their rows: made once for each request. */
export interface ShownFor {
  readonly caller: Caller;
  /** Unix seconds. */
  readonly now: UnixSeconds;
  /** End of the link to running downtimes. */
  readonly runningDowntimes: string;
  readonly host: CheckRights;
  readonly service: CheckRights;
}
interface CheckRights {
  readonly canCheck: boolean;
  readonly canForce: boolean;
}

export const shownFor = (caller: Caller, time: UnixSeconds): ShownFor => {
  const now = Math.floor(time);
  return {
    caller,
    now,
    runningDowntimes: encodeURIComponent(runningNow(now)),
    host: checkRights(caller, "host"),
    service: checkRights(caller, "service"),
  };
};

const checkRights = (caller: Caller, kind: "host" | "service"): CheckRights => ({
  canCheck: caller.hasRole(`${kind}_schedule_check`),
  canForce: caller.hasRole(`${kind}_schedule_forced_check`),
});

/** Path of the routes of a host or a service, without the search of the link to its running downtimes. */
export const hostPath = (id: number): string => `${API}/monitoring/hosts/${id}`;
export const servicePath = (hostId: number, id: number): string => `${hostPath(hostId)}/services/${id}`;

/** Pages of the console, for those who may change the object. */
function urisOf({ key }: Checkable, { caller }: ShownFor): ResourceLinks["uris"] {
  if (!caller.isAdmin) return NO_URIS;
  const page = consolePageOf(key);
  const timeline = `${page}?tab=timeline`;
  return { configuration: page, logs: timeline, reporting: timeline };
}

const NO_URIS = { configuration: null, logs: null, reporting: null } as const;

export function linksOfHost(row: HostRow, shown: ShownFor): ResourceLinks {
  const { host } = row;
  const { hostId } = host;
  const base = hostPath(hostId);
  return {
    uris: urisOf(host, shown),
    endpoints: {
      details: `${API}/monitoring/resources/hosts/${hostId}`,
      timeline: `${base}/timeline`,
      status_graph: null,
      performance_graph: null,
      acknowledgement: `${base}/acknowledgements?limit=1`,
      downtime: `${base}/downtimes?search=${shown.runningDowntimes}`,
      check: shown.host.canCheck ? `${base}/check` : null,
      forced_check: shown.host.canForce ? `${base}/check` : null,
      notification_policy: null,
    },
    externals: externalsOfRow(row),
  };
}

export function linksOfService(row: ServiceRow, shown: ShownFor): ResourceLinks {
  const { service, state } = row;
  const { hostId, serviceId } = service;
  const base = servicePath(hostId, serviceId);
  return {
    uris: urisOf(service, shown),
    endpoints: {
      details: `${API}/monitoring/resources/hosts/${hostId}/services/${serviceId}`,
      timeline: `${base}/timeline`,
      status_graph: `${base}/metrics/status`,
      performance_graph: state.check.perfdata === "" ? null : `${base}/metrics/performance`,
      acknowledgement: `${base}/acknowledgements?limit=1`,
      downtime: `${base}/downtimes?search=${shown.runningDowntimes}`,
      check: shown.service.canCheck ? `${base}/check` : null,
      forced_check: shown.service.canForce ? `${base}/check` : null,
      notification_policy: null,
    },
    externals: externalsOfRow(row),
  };
}

/** Addresses of an object that lead elsewhere, with macros replaced. */
export const externalsOfRow = (row: HostRow | ServiceRow): ResourceLinks["externals"] =>
  "service" in row
    ? externalsOf(row.service, () => ({ ...hostMacros(row.host), ...serviceMacros(row) }))
    : externalsOf(row.host, () => hostMacros(row));

/** Search for downtimes that run. */
const runningNow = (now: number): string =>
  `{"$and":[{"start_time":{"$lt":${now}},"end_time":{"$gt":${now}},` +
  `"0":{"$or":{"is_cancelled":{"$neq":1},"deletion_time":{"$gt":${now}}}}}]}`;

const externalsOf = ({ actionUrl, notes, notesUrl }: Checkable, macros: () => Macros): ResourceLinks["externals"] => ({
  action_url: withMacrosOrEmpty(actionUrl, macros),
  notes: { label: withMacrosOrEmpty(notes, macros), url: withMacrosOrEmpty(notesUrl, macros) },
});

type Macros = Readonly<Record<string, string>>;

/** Values are taken as they are: a `$` in them is no macro. */
const withMacrosOrEmpty = (text: string | null, macros: () => Macros): string => {
  if (text === null || !text.includes("$")) return text ?? "";
  const values = macros();
  return text.replaceAll(/\$([A-Z]+)\$/g, (macro, name: string) => values[name] ?? macro);
};

const hostMacros = ({ host, state }: Pick<HostRow, "host" | "state">): Macros => ({
  HOSTADDRESS: host.address ?? "",
  HOSTNAME: host.hostName,
  HOSTALIAS: host.alias ?? "",
  HOSTSTATE: STATUSES.host[state.check.state].name,
  HOSTSTATEID: String(state.check.state),
});

const serviceMacros = ({ service, state }: ServiceRow): Macros => ({
  SERVICEDESC: service.description,
  SERVICESTATE: STATUSES.service[state.check.state].name,
  SERVICESTATEID: String(state.check.state),
});

/** Of the parent of a service: all members null. */
export const NO_LINKS = {
  uris: NO_URIS,
  endpoints: {
    details: null,
    timeline: null,
    status_graph: null,
    performance_graph: null,
    acknowledgement: null,
    downtime: null,
    check: null,
    forced_check: null,
    notification_policy: null,
  },
  externals: { action_url: null, notes: null },
} as const;
