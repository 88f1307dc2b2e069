import type { StateCode } from "../model/resource-state.ts";
import type { ServerApi } from "./api-client.ts";
import { findResource, nameOf, pathOf } from "./monitoring/find-resource.ts";

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

/**
 * Requests of `vigie explain` to the running server. Each refuses with `no-server`, `not-found`, `server-refused`.
 */
export function explainClient(api: ServerApi) {
  return {
    async find(host: string, service: string | undefined): Promise<Target> {
      const found = await findResource(api, host, service);
      const { kind, hostId, serviceId, state, isHard, since } = found;
      return { name: nameOf(found), kind, hostId, serviceId, state, isHard, since };
    },
    decisions: (target: Target, limit: string) =>
      api.call<Decisions>("GET", `/api${pathOf(target)}/decisions?limit=${encodeURIComponent(limit)}`),
    simulation: ({ hostId, serviceId }: Target, { state, at, hours }: Supposition) =>
      api.call<Simulated>("POST", "/api/decisions/simulate", {
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
