import { isDeepStrictEqual } from "node:util";
import { isObject } from "./equal.ts";
import type { Recorded } from "./record.ts";

type Row = Readonly<Record<string, unknown>>;

/** Parts of the API that a command may change; read as administrator. */
export interface Observed {
  /** By id. */
  readonly downtimes: ReadonlyMap<number, Row>;
  /** Latest acknowledgement by "host" or "host/service". */
  readonly acknowledgements: ReadonlyMap<string, Row>;
  /** Full forms of the target host and of its services (or the target service). */
  readonly host: Row;
  readonly services: ReadonlyMap<number, Row>;
}

export type Read = (path: string) => Promise<unknown>;

/** Host and service ids of the resource of a record; service 0 for a host. A downtime is looked up. */
export async function targetOf(
  record: Recorded,
  read: Read,
): Promise<{ readonly hostId: number; readonly serviceId: number }> {
  const { path, body } = record.request;
  const downtime = /\/monitoring\/downtimes\/(\d+)$/.exec(path)?.[1];
  if (downtime !== undefined) return idsOf(await read(`monitoring/downtimes/${downtime}`));
  const [, host, service] = /\/hosts\/(\d+)(?:\/services\/(\d+))?/.exec(path) ?? [];
  return host === undefined ? idsOf(body) : { hostId: Number(host), serviceId: Number(service ?? 0) };
}

const idsOf = (row: unknown): { hostId: number; serviceId: number } =>
  isObject(row) ? { hostId: Number(row.host_id), serviceId: Number(row.service_id ?? 0) } : { hostId: 0, serviceId: 0 };

export async function observe(hostId: number, read: Read): Promise<Observed> {
  const host = rowOf(await read(`monitoring/hosts/${hostId}`));
  const services = await Promise.all(
    rowsOf(host.services).map(
      async (row) => [Number(row.id), rowOf(await read(`monitoring/hosts/${hostId}/services/${row.id}`))] as const,
    ),
  );
  const acknowledgements = [
    ...listing(await read("acknowledgements/hosts?limit=1000")),
    ...listing(await read("acknowledgements/services?limit=1000")),
  ];
  return {
    downtimes: new Map(listing(await read("monitoring/downtimes?limit=1000")).map((row) => [Number(row.id), row])),
    acknowledgements: new Map(acknowledgements.map((row) => [resourceOf(row), row])),
    host,
    services: new Map(services),
  };
}

export const resourceOf = (row: Row): string =>
  "service_id" in row && row.service_id !== null ? `${row.host_id}/${row.service_id}` : String(row.host_id);

const rowOf = (value: unknown): Row => (isObject(value) ? value : {});
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(rowOf) : []);
const listing = (value: unknown): readonly Row[] => rowsOf(rowOf(value).result);

/** Rows of `after` that are new or different from `before`. */
export function changedRows<Key>(before: ReadonlyMap<Key, Row>, after: ReadonlyMap<Key, Row>): readonly Row[] {
  return [...after].filter(([key, row]) => !isDeepStrictEqual(before.get(key), row)).map(([, row]) => row);
}
