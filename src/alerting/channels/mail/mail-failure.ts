import type { DeliveryOutcome } from "../../delivery/channel.ts";
import { onOneLine } from "../../messages/limits.ts";

/** Codes of failures that another try would only repeat, where the server gave no code of its own. */
const FINAL = new Set(["EENVELOPE", "EMESSAGE"]);

/** The connection broke or nothing more came; the library does not say whether the message was sent by then. */
const UNANSWERED = new Set(["ETIMEDOUT", "ESOCKET", "ECONNECTION"]);

const LONGEST_REASON = 300;

/** A refusal of the server for good is a code of 500 and above; everything else may pass: the network, a code of 4xx, a certificate. */
export function mailFailure(error: unknown, password: string | null): DeliveryOutcome {
  const { code, responseCode, message, syscall } = error as {
    readonly code?: string;
    readonly syscall?: string;
    readonly responseCode?: number;
    readonly message?: string;
  };
  const isFinal = responseCode === undefined ? FINAL.has(code ?? "") : responseCode >= 500;
  const text = onOneLine(message ?? String(error), LONGEST_REASON);
  return {
    delivered: false,
    retry: !isFinal,
    reason: password === null ? text : withoutPassword(text, password),
    ...(responseCode === undefined && UNANSWERED.has(code ?? "") && syscall !== "connect" && { mayHaveArrived: true }),
  };
}

/** A server may say what it was told; credentials are sent as they are or in base64 (RFC 4616, RFC 4954). */
function withoutPassword(text: string, password: string): string {
  return text.replaceAll(password, "***").replaceAll(Buffer.from(password).toString("base64"), "***");
}
