import { maskSecrets, type Secret } from "./mask-secrets.ts";
import { onOneLine } from "./one-line.ts";

const MAX_ANSWER_BYTES = 1024;
const MAX_ANSWER_LENGTH = 200;

/**
 * The beginning of the answer on one line, or what of it arrived: the status has already decided. Secrets are masked
 * before it is cut, which could leave a part of one.
 */
export async function answerText(response: Response, secrets: readonly Secret[]): Promise<string> {
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
  const text = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
  return onOneLine(maskSecrets(text, secrets), MAX_ANSWER_LENGTH);
}

/** Why `fetch` failed, with secrets masked. */
export function fetchFailure(error: Error, timeoutSeconds: number, secrets: readonly Secret[]): string {
  if (error.name === "TimeoutError") return `no answer within ${timeoutSeconds} s`;
  // Node's own message is only "fetch failed".
  const cause = error.cause instanceof Error ? error.cause : error;
  const text = cause.message === "" ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : cause.message;
  return onOneLine(maskSecrets(text, secrets), MAX_ANSWER_LENGTH);
}

/** Seconds of `Retry-After` (RFC 9110 §10.2.3), which is a number of seconds or a date; null without it. */
export function retryAfterSeconds(response: Response): number | null {
  const header = response.headers.get("retry-after");
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
