import { fetchFailure, answerText } from "../../../lib/http-answer.ts";
import { secretsOf, type Secret } from "../../../lib/mask-secrets.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { RequestHeaders } from "../remote-write/remote-target.ts";
import type { RemoteSource } from "./remote-source.ts";

export interface RangeQuery {
  readonly query: string;
  /** Unix seconds with a fraction. */
  readonly start: number;
  readonly end: number;
  readonly stepSeconds: number;
}

/** One series of an answer: values by the number of their step; none is NaN. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Float64Array;
}

/** All requests of one read together. */
export const TIMEOUT_SECONDS = 20;
const MAX_BYTES = 4 * 1024 * 1024;

/** Asks `query_range`. Refuses with `metrics-source-failed`. Redirects are not followed: they would send secrets on. */
export async function queryRange(
  { url }: RemoteSource,
  { headers, secrets }: RequestHeaders,
  { query, start, end, stepSeconds }: RangeQuery,
  signal: AbortSignal,
): Promise<readonly RangeSeries[]> {
  const known = secretsOf(secrets);
  // The last two are for VictoriaMetrics, which otherwise moves the range and repeats values at its end.
  const body = new URLSearchParams({
    query,
    start: start.toFixed(3),
    end: end.toFixed(3),
    step: String(stepSeconds),
    nocache: "1",
    latency_offset: "1ms",
  });
  const asked = new URL("api/v1/query_range", url.endsWith("/") ? url : `${url}/`);
  try {
    const response = await fetch(asked, {
      method: "POST",
      headers: { ...headers, Accept: "application/json", "User-Agent": "Vigie" },
      body,
      redirect: "manual",
      signal,
    });
    if (!response.ok) throw failed(url, `HTTP ${response.status} ${await answerText(response, known)}`.trim());
    const count = Math.round((end - start) / stepSeconds) + 1;
    return seriesOf(url, await limitedText(url, response), { start, stepSeconds, count });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw failed(url, fetchFailure(error as Error, TIMEOUT_SECONDS, known satisfies readonly Secret[]));
  }
}

const failed = (url: string, reason: string): Refusal =>
  new Refusal("metrics-source-failed", `Performance data is read from ${new URL(url).origin}, which failed: ${reason}`);

async function limitedText(url: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) throw failed(url, `its answer has more than ${MAX_BYTES / 1024 ** 2} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

interface Steps {
  readonly start: number;
  readonly stepSeconds: number;
  readonly count: number;
}

function seriesOf(url: string, text: string, steps: Steps): readonly RangeSeries[] {
  try {
    const { data } = JSON.parse(text) as { readonly data: { readonly result: readonly unknown[] } };
    return data.result.map((series) => {
      const { metric, values } = series as {
        readonly metric: Readonly<Record<string, string>>;
        readonly values: readonly (readonly [number, string])[];
      };
      return { labels: { ...metric }, values: valuesAt(values, steps) };
    });
  } catch {
    throw failed(url, "it did not answer as Prometheus does");
  }
}

function valuesAt(values: readonly (readonly [number, string])[], { start, stepSeconds, count }: Steps): Float64Array {
  const found = new Float64Array(count).fill(NaN);
  for (const [time, text] of values) {
    const value = Number(text);
    if (Number.isFinite(value)) found[Math.round((time - start) / stepSeconds)] = value;
  }
  return found;
}
