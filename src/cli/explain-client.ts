import { Refusal } from "../model/refusal.ts";
import type { StateCode } from "../model/resource-state.ts";
import { isLocalTime, timeInZone } from "./local-time.ts";
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

/** Requests of `vigie explain` to the running server. Each refuses with `no-server`, `not-found`, `not-explained`. */
export function explainClient(dataFolder: string) {
  const ask = async <T>(method: "GET" | "POST", path: string, body?: object): Promise<T> => {
    const answer = await requestLocalApi(dataFolder, { method, path, ...(body === undefined ? {} : { body }) });
    if (answer.status === 200) return answer.body as T;
    throw new Refusal("not-explained", refusalTextOf(answer));
  };
  const decisions = (target: Target, limit: string): Promise<Decisions> =>
    ask("GET", `${pathOf(target)}/decisions?limit=${encodeURIComponent(limit)}`);
  return {
    decisions,
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
    async simulation(target: Target, { state, at, hours }: Supposition): Promise<Simulated> {
      const { hostId, serviceId } = target;
      const start =
        at === undefined || !isLocalTime(at) ? at : timeInZone(at, (await decisions(target, "1")).meta.zone);
      return ask("POST", "/api/decisions/simulate", {
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

interface Listed {
  readonly id: number;
  readonly state: StateCode;
  readonly state_type: number;
  readonly last_state_change: string | null;
  readonly host?: { readonly id: number };
}

const pathOf = ({ hostId, serviceId }: Target): string =>
  serviceId === null ? `/api/hosts/${hostId}` : `/api/hosts/${hostId}/services/${serviceId}`;
