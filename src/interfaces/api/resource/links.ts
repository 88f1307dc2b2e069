import type { Caller } from "../../../access/caller.ts";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { Checkable } from "../../../model/objects.ts";
import { STATUSES } from "../../../model/resource-status.ts";

const API = "/centreon/api/latest";

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

export function linksOfHost(row: HostRow, caller: Caller, now: number): ResourceLinks {
  const { host } = row;
  const base = `${API}/monitoring/hosts/${host.hostId}`;
  return {
    uris: {
      configuration: caller.isAdmin ? `/centreon/main.php?p=60101&o=c&host_id=${host.hostId}` : null,
      logs: caller.isAdmin ? `/centreon/main.php?p=20301&h=${host.hostId}` : null,
      reporting: caller.isAdmin ? `/centreon/main.php?p=307&host=${host.hostId}` : null,
    },
    endpoints: endpointsOf(`${API}/monitoring/resources/hosts/${host.hostId}`, base, "host", null, caller, now),
    externals: externalsOf(host, (text) => withHostMacros(text, row)),
  };
}

export function linksOfService(row: ServiceRow, caller: Caller, now: number): ResourceLinks {
  const { service, host, state } = row;
  const ids = `hosts/${service.hostId}/services/${service.serviceId}`;
  const base = `${API}/monitoring/${ids}`;
  const page = "/centreon/main.php?p=";
  const [hostId, id] = [service.hostId, service.serviceId];
  const graphs = {
    status: `${base}/metrics/status`,
    performance: state.check.perfdata === "" ? null : `${base}/metrics/performance`,
  };
  return {
    uris: {
      configuration: caller.isAdmin ? `${page}60201&o=c&service_id=${id}` : null,
      logs: caller.isAdmin ? `${page}20301&svc=${hostId}_${id}` : null,
      reporting: caller.isAdmin ? `${page}30702&period=yesterday&start=&end=&host_id=${hostId}&item=${id}` : null,
    },
    endpoints: endpointsOf(`${API}/monitoring/resources/${ids}`, base, "service", graphs, caller, now),
    externals: externalsOf(service, (text) =>
      withHostMacros(text, host)
        .replaceAll("$SERVICEDESC$", service.description)
        .replaceAll("$SERVICESTATE$", STATUSES.service[state.check.state].name)
        .replaceAll("$SERVICESTATEID$", String(state.check.state)),
    ),
  };
}

function endpointsOf(
  details: string,
  base: string,
  kind: "host" | "service",
  graphs: { readonly status: string; readonly performance: string | null } | null,
  caller: Caller,
  now: number,
): ResourceLinks["endpoints"] {
  return {
    details,
    timeline: `${base}/timeline`,
    status_graph: graphs === null ? null : graphs.status,
    performance_graph: graphs === null ? null : graphs.performance,
    acknowledgement: `${base}/acknowledgements?limit=1`,
    downtime: `${base}/downtimes?search=${encodeURIComponent(runningNow(now))}`,
    check: caller.hasRole(`${kind}_schedule_check`) ? `${base}/check` : null,
    forced_check: caller.hasRole(`${kind}_schedule_forced_check`) ? `${base}/check` : null,
    notification_policy: null,
  };
}

/** Search for downtimes that run. */
const runningNow = (now: number): string =>
  `{"$and":[{"start_time":{"$lt":${now}},"end_time":{"$gt":${now}},` +
  `"0":{"$or":{"is_cancelled":{"$neq":1},"deletion_time":{"$gt":${now}}}}}]}`;

const externalsOf = (
  { actionUrl, notes, notesUrl }: Checkable,
  withMacros: (text: string) => string,
): ResourceLinks["externals"] => ({
  action_url: withMacrosOrEmpty(actionUrl, withMacros),
  notes: { label: withMacrosOrEmpty(notes, withMacros), url: withMacrosOrEmpty(notesUrl, withMacros) },
});

const withMacrosOrEmpty = (text: string | null, withMacros: (text: string) => string): string =>
  text === null || text === "" ? "" : text.includes("$") ? withMacros(text) : text;

const withHostMacros = (text: string, { host, state }: Pick<HostRow, "host" | "state">): string =>
  text
    .replaceAll("$HOSTADDRESS$", host.address ?? "")
    .replaceAll("$HOSTNAME$", host.hostName)
    .replaceAll("$HOSTALIAS$", host.alias ?? "")
    .replaceAll("$HOSTSTATE$", STATUSES.host[state.check.state].name)
    .replaceAll("$HOSTSTATEID$", String(state.check.state));

/** Of the parent of a service: all members null. */
export const NO_LINKS = {
  uris: { configuration: null, logs: null, reporting: null },
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
