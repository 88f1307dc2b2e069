import { maskSecrets, secretsOf, type Secret } from "../../../lib/mask-secrets.ts";
import type { DeliveryOutcome } from "../../delivery/channel.ts";
import { onOneLine } from "../../../lib/one-line.ts";

/** Codes of permanent failures for which the server gave no code. */
const FINAL = new Set(["EENVELOPE", "EMESSAGE"]);

/** Codes of broken or silent connections; the library does not report whether the message had been sent. */
const UNANSWERED = new Set(["ETIMEDOUT", "ESOCKET", "ECONNECTION"]);

const MAX_REASON_LENGTH = 300;

/**
 * Converts an error to an outcome. Codes of 500 and above are permanent failures; all others may be temporary: the
 * network, a 4xx code, a certificate.
 */
export function mailFailure(error: unknown, password: string | null): DeliveryOutcome {
  const { code, responseCode, message, syscall } = error as {
    readonly code?: string;
    readonly syscall?: string;
    readonly responseCode?: number;
    readonly message?: string;
  };
  const isFinal = responseCode === undefined ? FINAL.has(code ?? "") : responseCode >= 500;
  const text = onOneLine(message ?? String(error), MAX_REASON_LENGTH);
  return {
    delivered: false,
    retry: !isFinal,
    reason: password === null ? text : maskSecrets(text, sentForms(password)),
    ...(responseCode === undefined && UNANSWERED.has(code ?? "") && syscall !== "connect" && { mayHaveArrived: true }),
  };
}

/** The password as a server may repeat it; it is sent as is or in base64 (RFC 4616, RFC 4954). */
const sentForms = (password: string): readonly Secret[] =>
  secretsOf([password, Buffer.from(password).toString("base64")]);
