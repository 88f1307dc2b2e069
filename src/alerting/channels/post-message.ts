import { maskSecrets, secretsOf } from "../../engine/check/known-secrets.ts";
import type { DeliveryOutcome } from "../delivery/channel.ts";
import { onOneLine } from "../messages/limits.ts";

export interface HttpMessage {
  /** Often a secret in itself; never part of an outcome. */
  readonly url: string;
  readonly method: "POST" | "PUT" | "PATCH";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutSeconds: number;
  /** Texts to hide if an answer repeats them. */
  readonly secrets: readonly string[];
}

const MAX_BODY_LENGTH = 262_144;
const MAX_ANSWER_BYTES = 1024;
const MAX_ANSWER_LENGTH = 200;
const TEMPORARY = new Set([408, 425, 429]);

/**
 * Sends a message over HTTP. Temporary failures (no connection, no answer in time, 408, 425, 429, 5xx) are to be
 * retried, after `Retry-After` if the answer has it (RFC 9110 §10.2.3). Redirects are not followed: they would send
 * secrets to another place.
 */
export async function postMessage({
  url,
  method,
  headers,
  body,
  timeoutSeconds,
  secrets: others,
}: HttpMessage): Promise<DeliveryOutcome> {
  if (body.length > MAX_BODY_LENGTH) {
    return {
      delivered: false,
      retry: false,
      reason: `the message has ${body.length} characters, ${MAX_BODY_LENGTH} are the limit`,
    };
  }
  const secrets = secretsOf([...partsOf(url), ...others]);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const said = maskSecrets(onOneLine(await beginningOf(response), MAX_ANSWER_LENGTH), secrets);
    const answer = `HTTP ${response.status}${said === "" ? "" : ` ${said}`}`;
    if (response.ok) return { delivered: true, answer };
    const wait = retryAfter(response.headers.get("retry-after"));
    return {
      delivered: false,
      retry: TEMPORARY.has(response.status) || response.status >= 500,
      reason: answer,
      ...(wait === null ? {} : { retryAfterSeconds: wait }),
    };
  } catch (error) {
    return {
      delivered: false,
      retry: true,
      reason: maskSecrets(reasonOf(error as Error, timeoutSeconds), secrets),
      ...(isUnanswered(error as Error) && { mayHaveArrived: true }),
    };
  }
}

/** Reads the beginning of the answer, or what of it arrived: the status has already decided. */
async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // Broken, late or not decodable.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
}

function reasonOf(error: Error, timeoutSeconds: number): string {
  if (error.name === "TimeoutError") return `no answer within ${timeoutSeconds} s`;
  // Node's own message is only "fetch failed".
  const cause = error.cause instanceof Error ? error.cause : error;
  return onOneLine(
    cause.message === "" ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : cause.message,
    MAX_ANSWER_LENGTH,
  );
}

/** Codes of connections that broke after they were established; `UND_ERR_…` are those of Node's own HTTP client. */
const BROKEN = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_HEADERS_OVERFLOW",
]);
/** Error of Node's HTTP client for an answer that is not HTTP. */
const NOT_HTTP = "HTTPParserError";

/**
 * Tests for a missing or unreadable answer: a timeout, a broken connection, no HTTP. How far the message got is then
 * unknown.
 */
function isUnanswered({ name, cause }: Error): boolean {
  const { name: causeName, code = "", syscall } = (cause ?? {}) as NodeJS.ErrnoException;
  return name === "TimeoutError" || causeName === NOT_HTTP || (BROKEN.has(code) && syscall !== "connect");
}

/** Reads `Retry-After`, a number of seconds or a date; returns seconds. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** Parts of an address that an answer may repeat; short ones are ordinary words such as `hook`. */
const partsOf = (url: string): string[] =>
  [url, new URL(url).pathname, ...new URL(url).pathname.split("/"), ...new URL(url).searchParams.values()].filter(
    (part) => part.length >= 8,
  );
