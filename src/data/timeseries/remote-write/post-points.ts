import { answerText, fetchFailure, retryAfterSeconds } from "../../../lib/http-answer.ts";
import { secretsOf } from "../../../lib/mask-secrets.ts";
import { encodeWriteRequest, type WrittenSeries } from "./protobuf.ts";
import type { RequestHeaders } from "./remote-target.ts";
import { snappyLiteral } from "./snappy-literal.ts";

const TIMEOUT_SECONDS = 30;

export type PostOutcome =
  | { readonly kind: "accepted" }
  /** The same points would be refused again. */
  | { readonly kind: "refused"; readonly status: number; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string; readonly retryAfterSeconds: number | null };

/** A WriteRequest as it goes over the network. */
export const bodyOf = (series: readonly WrittenSeries[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(snappyLiteral(encodeWriteRequest(series)));

/**
 * Sends points by remote write 1.0. As its specification demands, 5xx and 429 are to be retried and other 4xx not.
 * Redirects are not followed, since they would send secrets to another place; they count as failures.
 */
export async function postPoints(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  { headers, secrets }: RequestHeaders,
): Promise<PostOutcome> {
  const known = secretsOf(secrets);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        ...headers,
        "Content-Type": "application/x-protobuf",
        "Content-Encoding": "snappy",
        "X-Prometheus-Remote-Write-Version": "0.1.0",
        "User-Agent": "Vigie",
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
    });
    const { status } = response;
    const text = await answerText(response, known);
    if (response.ok) return { kind: "accepted" };
    const reason = `HTTP ${status}${text === "" ? "" : ` ${text}`}`;
    if (status >= 400 && status < 500 && status !== 429) return { kind: "refused", status, reason };
    return { kind: "failed", reason, retryAfterSeconds: retryAfterSeconds(response) };
  } catch (error) {
    const reason = fetchFailure(error as Error, TIMEOUT_SECONDS, known);
    return { kind: "failed", reason, retryAfterSeconds: null };
  }
}
