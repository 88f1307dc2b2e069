import type { ServerApi } from "../api-client.ts";
import type { Resource } from "./resources.ts";

/** What tells the results of a host or service apart: their second, and their number since the start of the server. */
export interface NewestResult {
  readonly lastCheck: string | null;
  readonly results: number;
}

export async function newestResult(
  api: ServerApi,
  { hostId, serviceId }: Pick<Resource, "hostId" | "serviceId">,
): Promise<NewestResult> {
  const key = serviceId === null ? `h${hostId}` : `s${hostId}.${serviceId}`;
  const { last_check: lastCheck, check } = await api.call<{
    readonly last_check: string | null;
    readonly check: { readonly results: number };
  }>("GET", `/api/resources/${key}`);
  return { lastCheck, results: check.results };
}

/** A server that has started again counts from 0. */
export const isNewer = (now: NewestResult, before: NewestResult): boolean =>
  now.lastCheck !== before.lastCheck || now.results > before.results;
