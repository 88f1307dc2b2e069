import type { CheckCounts } from "../../src/engine/schedule/check-counts.ts";
import type { Delay } from "../../src/lib/event-loop-delay.ts";
import { dateOf } from "../../test/support/one-service.ts";
import type { AlternatingPhases } from "./alternating-phases.ts";
import type { Pace } from "./paced-requests.ts";

export interface Health {
  readonly checks: CheckCounts;
  readonly event_loop_delay: Delay;
}

interface ServiceId {
  readonly id: number;
  readonly host: { readonly id: number };
}

/** Name of the figure of the phases: milliseconds from due to started. */
export const LAG = "check lag, p50";

const BATCH = 50;
const BATCHES_PER_SECOND = 10;
/** Of each result, in the phases with performance data: 1,000 values a second. */
const PERFDATA = (n: number): string => `time=0.0${10 + (n % 90)}s;1;5 size=${9_000 + (n % 1_000)}B;;;0`;

/** Requests of the mixed load; in the phases with performance data its results have values. */
export async function mixedPaces(
  url: string,
  { admin, limited }: { readonly admin: string; readonly limited: string },
  phases: AlternatingPhases,
): Promise<readonly Pace[]> {
  const base = `${url}/centreon/api/latest`;
  const request = async (token: string, path: string, body?: object): Promise<number> => {
    const response = await fetch(base + path, {
      headers: { "X-AUTH-TOKEN": token },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    await response.arrayBuffer();
    return response.status;
  };
  const listed = await fetch(`${base}/monitoring/services?limit=10000`, { headers: { "X-AUTH-TOKEN": admin } });
  const { result: services } = (await listed.json()) as { readonly result: readonly ServiceId[] };
  const service = (n: number): ServiceId => services[n % services.length]!;
  const problems = encodeURIComponent(JSON.stringify({ "service.state": { $in: [1, 2, 3] } }));
  const byHost = encodeURIComponent(JSON.stringify({ "host.name": "ASC" }));
  // All services are CRITICAL in one round and OK in the next; the first of a batch is then acknowledged.
  const status = (n: number): 0 | 2 => (Math.floor((n * BATCH) / services.length) % 2 === 0 ? 2 : 0);
  const resultBatch = (n: number): object => ({
    resources: Array.from({ length: BATCH }, (_, at) => service(n * BATCH + at)).map(({ id, host }) => ({
      type: "service",
      id,
      parent: { id: host.id },
      status: status(n),
      output: `result ${n}`,
      performance_data: phases.isWith ? PERFDATA(n) : "",
    })),
  });
  const acknowledgement = { comment: "seen", is_notify_contacts: false, is_persistent_comment: false, is_sticky: true };
  const pathOf = ({ id, host }: ServiceId): string => `/monitoring/hosts/${host.id}/services/${id}`;
  return [
    {
      name: "problems by host name, administrator",
      perSecond: 50,
      send: () => request(admin, `/monitoring/services?limit=50&search=${problems}&sort_by=${byHost}`),
    },
    {
      name: "problems by host name, limited",
      perSecond: 50,
      send: () => request(limited, `/monitoring/services?limit=50&search=${problems}&sort_by=${byHost}`),
    },
    { name: "services, default page, limited", perSecond: 50, send: () => request(limited, "/monitoring/services") },
    { name: "one service, administrator", perSecond: 100, send: (n) => request(admin, pathOf(service(n * 61))) },
    {
      name: "health",
      perSecond: 20,
      send: async () => {
        const response = await fetch(`${url}/api/health`);
        const { checks } = (await response.json()) as Health;
        if (checks.latency !== null) phases.note(LAG, checks.latency.p50 * 1000);
        return response.status;
      },
    },
    {
      name: `passive results, ${BATCH} at once`,
      perSecond: BATCHES_PER_SECOND,
      waitsForDisk: true,
      send: (n) => request(admin, "/monitoring/resources/submit", resultBatch(n)),
    },
    {
      name: "a passive problem, then acknowledged",
      perSecond: 5,
      waitsForDisk: true,
      send: async (n) => acknowledgeProblem(request, admin, service(n * 61 + 7), acknowledgement),
    },
    {
      name: "downtime of a minute",
      perSecond: 2,
      waitsForDisk: true,
      send: (n) => request(admin, `${pathOf(service(n * 67 + 11))}/downtimes`, downtimeFromNow()),
    },
  ];

  async function acknowledgeProblem(
    send: typeof request,
    token: string,
    { id, host }: ServiceId,
    body: object,
  ): Promise<number> {
    const path = pathOf({ id, host });
    const submitted = await send(token, `${path}/submit`, { status: 2, output: "not well" });
    return submitted === 204 ? send(token, `${path}/acknowledgements`, body) : submitted;
  }
}

function downtimeFromNow(): object {
  const now = Date.now() / 1000;
  return { start_time: dateOf(now), end_time: dateOf(now + 60), is_fixed: true, duration: 60, comment: "for a minute" };
}
