import { Refusal } from "../model/refusal.ts";
import type { StateCode } from "../model/resource-state.ts";
import { requestLocalApi, refusalTextOf } from "./local-api-client.ts";

/** The host or service to explain. */
export interface Target {
  readonly name: string;
  readonly kind: "host" | "service";
  readonly hostId: number;
  readonly serviceId: number | null;
  readonly state: StateCode;
  readonly isHard: boolean;
  readonly since: string | null;
}

export interface ExplainText {
  readonly contact: string | null;
  readonly text: string;
  readonly until: string | null;
  readonly outcome: string;
}
export interface Decisions {
  readonly result: readonly (ExplainText & {
    readonly time: string;
    readonly kind: string;
    readonly state: StateCode;
  })[];
  readonly present: readonly ExplainText[];
}
export interface Simulated {
  readonly result: readonly (ExplainText & {
    readonly time: string;
    readonly notification_number: number | null;
    readonly is_escalated: boolean;
  })[];
  readonly is_complete: boolean;
}

/** Requests of `vigie explain` to the running server. Each refuses with `no-server`, `not-found`, `not-explained`. */
export function explainClient(dataFolder: string) {
  const ask = async <T>(method: "GET" | "POST", path: string, body?: object): Promise<T> => {
    const answer = await requestLocalApi(dataFolder, { method, path, ...(body === undefined ? {} : { body }) });
    if (answer.status === 200) return answer.body as T;
    throw new Refusal("not-explained", refusalTextOf(answer));
  };
  return {
    async find(host: string, service: string | undefined): Promise<Target> {
      const isHost = service === undefined;
      const search = isHost
        ? { "host.name": { $eq: host } }
        : { $and: [{ "host.name": { $eq: host } }, { "service.description": { $eq: service } }] };
      const query = encodeURIComponent(JSON.stringify(search));
      const list = await ask<{ readonly result: readonly Listed[] }>(
        "GET",
        `/centreon/api/latest/monitoring/${isHost ? "hosts" : "services"}?limit=1&search=${query}`,
      );
      const found = list.result[0];
      if (found === undefined) {
        throw new Refusal(
          "not-found",
          isHost ? `There is no host ${host}.` : `There is no service ${service} on a host ${host}.`,
        );
      }
      return {
        name: isHost ? host : `${host}/${service}`,
        kind: isHost ? "host" : "service",
        hostId: found.host?.id ?? found.id,
        serviceId: isHost ? null : found.id,
        state: found.state,
        isHard: found.state_type === 1,
        since: found.last_state_change,
      };
    },
    decisions: (target: Target, limit: string) =>
      ask<Decisions>("GET", `${pathOf(target)}/decisions?limit=${encodeURIComponent(limit)}`),
    simulation: ({ hostId, serviceId }: Target, { state, at, hours }: Supposition) =>
      ask<Simulated>("POST", "/api/decisions/simulate", {
        host_id: hostId,
        ...(serviceId === null ? {} : { service_id: serviceId }),
        state,
        ...(at === undefined ? {} : { at: timeOf(at) }),
        hours: Number(hours),
      }),
  };
}

/** `at`: local time such as `03:00`, or RFC 3339. */
export interface Supposition {
  readonly state: string;
  readonly at: string | undefined;
  readonly hours: string;
}

interface Listed {
  readonly id: number;
  readonly state: StateCode;
  readonly state_type: number;
  readonly last_state_change: string | null;
  readonly host?: { readonly id: number };
}

const pathOf = ({ hostId, serviceId }: Target): string =>
  serviceId === null ? `/api/hosts/${hostId}` : `/api/hosts/${hostId}/services/${serviceId}`;

/** Converts `03:00` to the next such time in the zone of this machine; other texts are left to the server. */
function timeOf(text: string): string {
  const match = /^(\d\d?):(\d\d)$/.exec(text);
  if (match === null) return text;
  const now = Temporal.Now.zonedDateTimeISO();
  const today = now.with({
    hour: Number(match[1]),
    minute: Number(match[2]),
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  });
  const next = Temporal.ZonedDateTime.compare(today, now) >= 0 ? today : today.add({ days: 1 });
  return next.toString({ timeZoneName: "never", smallestUnit: "second" });
}
