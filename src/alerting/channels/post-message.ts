import { secretsOf } from "../../lib/mask-secrets.ts";
import { answerText, fetchFailure, retryAfterSeconds } from "../../lib/http-answer.ts";
import type { BeforeSending, DeliveryOutcome } from "../delivery/channel.ts";

export interface HttpMessage {
  /** Often a secret in itself; never part of an outcome. */
  readonly url: string;
  readonly method: "POST" | "PUT" | "PATCH";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutSeconds: number;
  /** Texts to hide if an answer repeats them. */
  readonly secrets: readonly string[];
  readonly beforeSending: BeforeSending;
}

const MAX_BODY_LENGTH = 262_144;
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
  beforeSending,
}: HttpMessage): Promise<DeliveryOutcome> {
  if (body.length > MAX_BODY_LENGTH) {
    return {
      delivered: false,
      retry: false,
      reason: `the message has ${body.length} characters, ${MAX_BODY_LENGTH} are the limit`,
    };
  }
  const secrets = secretsOf([...partsOf(url), ...others]);
  beforeSending();
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const said = await answerText(response, secrets);
    const answer = `HTTP ${response.status}${said === "" ? "" : ` ${said}`}`;
    if (response.ok) return { delivered: true, answer };
    const wait = retryAfterSeconds(response);
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
      reason: fetchFailure(error as Error, timeoutSeconds, secrets),
      ...(isUnanswered(error as Error) && { mayHaveArrived: true }),
    };
  }
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

/** Parts of an address that an answer may repeat; short ones are ordinary words such as `hook`. */
const partsOf = (url: string): string[] =>
  [url, new URL(url).pathname, ...new URL(url).pathname.split("/"), ...new URL(url).searchParams.values()].filter(
    (part) => part.length >= 8,
  );
