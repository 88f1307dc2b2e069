import type { StateCode } from "../model/resource-state.ts";
import type { ServerApi } from "./api-client.ts";
import { isLocalTime, timeInZone } from "./local-time.ts";
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
  readonly meta: { readonly zone: string };
}
export interface Simulated {
  readonly result: readonly (ExplainText & {
    readonly time: string;
    readonly notification_number: number | null;
    readonly is_escalated: boolean;
  })[];
  readonly is_complete: boolean;
  readonly zone: string;
}

/**
 * Requests of `vigie explain` to the running server. Each refuses with `no-server`, `not-found`, `server-refused`.
 */
export function explainClient(api: ServerApi) {
  const decisions = (target: Target, limit: string): Promise<Decisions> =>
    api.call("GET", `/api${pathOf(target)}/decisions?limit=${encodeURIComponent(limit)}`);
  return {
    decisions,
    async find(host: string, service: string | undefined): Promise<Target> {
      const found = await findResource(api, host, service);
      const { kind, hostId, serviceId, state, isHard, since } = found;
      return { name: nameOf(found), kind, hostId, serviceId, state, isHard, since };
    },
    async simulation(target: Target, { state, at, hours }: Supposition): Promise<Simulated> {
      const { hostId, serviceId } = target;
      const start =
        at === undefined || !isLocalTime(at) ? at : timeInZone(at, (await decisions(target, "1")).meta.zone, "next");
      return api.call("POST", "/api/decisions/simulate", {
        host_id: hostId,
        ...(serviceId === null ? {} : { service_id: serviceId }),
        state,
        ...(start === undefined ? {} : { at: start }),
        hours: Number(hours),
      });
    },
  };
}

/** `at`: RFC 3339, or local time in the zone of the resource: `03:00` (the next one), `2026-11-24 03:00`. */
export interface Supposition {
  readonly state: string;
  readonly at: string | undefined;
  readonly hours: string;
}
