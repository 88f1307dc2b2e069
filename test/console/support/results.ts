import type { ServerUnderTest } from "../../support/server-under-test.ts";

/** A result of `disk n` of `web-nnnn` of `siteOf`; without a service of the host. */
export interface SubmittedResult {
  readonly host: number;
  readonly service?: number;
  /** 0 OK or UP, 1, 2, 3. */
  readonly status: number;
  readonly output?: string;
}

interface Listed {
  readonly type: string;
  readonly id: number;
  readonly name: string;
  readonly parent: { readonly id: number; readonly name: string } | null;
}

const MAX_AT_ONCE = 100;

/** Submits results to a site of `siteOf`. */
export async function createSubmitter({ get, send }: Pick<ServerUnderTest, "get" | "send">) {
  const { result } = await get<{ readonly result: readonly Listed[] }>("/monitoring/resources?limit=100000");
  const byName = new Map(result.map((one) => [`${one.parent?.name ?? ""}/${one.name}`, one]));

  return async (results: readonly SubmittedResult[]): Promise<void> => {
    for (let at = 0; at < results.length; at += MAX_AT_ONCE) {
      const resources = results
        .slice(at, at + MAX_AT_ONCE)
        .map(({ host, service, status, output = `status ${status}` }) => {
          const name = `web-${String(host).padStart(4, "0")}`;
          const { type, id, parent } = byName.get(service === undefined ? `/${name}` : `${name}/disk ${service}`)!;
          return { type, id, parent: parent === null ? null : { id: parent.id }, status, output, performance_data: "" };
        });
      const answer = await send("POST", "/monitoring/resources/submit", { resources });
      if (answer !== 204) throw new Error(`The results were answered with ${answer}`);
    }
  };
}
