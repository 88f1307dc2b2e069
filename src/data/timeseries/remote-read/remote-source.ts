import type { RequestHeaders } from "../remote-write/remote-target.ts";

/** A server with Prometheus' read API, which has what remote write sends. */
export interface RemoteSource {
  /** `/api/v1/query_range` is below it. */
  readonly url: string;
  /** Labels that the series have there besides their own. */
  readonly labels: Readonly<Record<string, string>>;
  readonly headers: () => Promise<RequestHeaders>;
}
