/** What a server has promised to keep: acknowledged, or shown by an answer. */
export interface Promises {
  /** A downtime of a service that was answered with 204, or that a list has shown. */
  downtime(by: "API" | "command file", comment: string, serviceId: number): void;
  /** Time of the latest change of a service's state that a list has shown. An unchanged result is durable a second later. */
  change(serviceId: number, time: number): void;
  /** Promises that this server does not keep, in sentences. */
  broken(url: string, token: string): Promise<readonly string[]>;
  counts(): Readonly<Record<string, number>>;
}

export interface DowntimeRow {
  readonly comment: string;
  readonly is_started: boolean;
  readonly service_id: number;
}

export interface ServiceRow {
  readonly id: number;
  readonly last_state_change: string | null;
}

/** Reads a list of the API; throws unless it is answered with 200. */
export async function readList<Row>(url: string, token: string, path: string): Promise<readonly Row[]> {
  const response = await fetch(`${url}/centreon/api/latest/monitoring${path}`, { headers: { "X-AUTH-TOKEN": token } });
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}.`);
  return ((await response.json()) as { readonly result: readonly Row[] }).result;
}

export function createPromises(): Promises {
  const downtimes = new Map<string, number>();
  const changes = new Map<number, number>();
  const counts = { "downtimes by API": 0, "downtimes by command file": 0, "changes of state by checks": 0 };
  return {
    downtime(by, comment, serviceId) {
      downtimes.set(comment, serviceId);
      counts[`downtimes by ${by}`]++;
    },
    change(serviceId, time) {
      if (time <= (changes.get(serviceId) ?? 0)) return;
      changes.set(serviceId, time);
      counts["changes of state by checks"]++;
    },
    async broken(url, token) {
      const rows = await readList<DowntimeRow>(url, token, "/services/downtimes?limit=1000000");
      const kept = new Map(rows.map((row) => [row.comment, row]));
      const services = await readList<ServiceRow>(url, token, "/services?limit=1000");
      const times = new Map(
        services.map(({ id, last_state_change: time }) => [id, time === null ? 0 : Date.parse(time)]),
      );
      return [
        ...[...downtimes]
          .filter(([comment, id]) => kept.get(comment)?.service_id !== id || !kept.get(comment)!.is_started)
          .map(([comment, id]) => `The downtime ${comment} of service ${id} is lost, or did not start.`),
        ...[...changes]
          .filter(([id, time]) => (times.get(id) ?? 0) < time)
          .map(
            ([id, time]) =>
              `The change of service ${id} at ${isoOf(time)} is lost, the latest is of ${isoOf(times.get(id) ?? 0)}.`,
          ),
      ];
    },
    counts: () => counts,
  };
}

const isoOf = (time: number): string => new Date(time).toISOString();
