import { maskSecrets, secretsOf, type Secret } from "../../../lib/mask-secrets.ts";
import type { DeliveryOutcome } from "../../delivery/channel.ts";
import { onOneLine } from "../../../lib/one-line.ts";

type FailedDelivery = Extract<DeliveryOutcome, { readonly delivered: false }>;

/** Codes of permanent failures for which the server gave no code. */
const FINAL = new Set(["EENVELOPE", "EMESSAGE"]);

/** Commands whose refusal is about the message; that of a greeting or a login is about the server, for now. */
const ABOUT_MESSAGE = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/** Codes of broken or silent connections; the library does not report whether the message had been sent. */
const UNANSWERED = new Set(["ETIMEDOUT", "ESOCKET", "ECONNECTION"]);

const MAX_REASON_LENGTH = 300;

/**
 * Converts an error to an outcome. A message that is refused with a code of 500 or above has failed permanently; all
 * else may be temporary: the network, a login while the password is changed, a 4xx code, a certificate.
 */
export function mailFailure(error: unknown, password: string | null): FailedDelivery {
  const { code, command, responseCode, message, syscall } = error as {
    readonly code?: string;
    readonly command?: string;
    readonly syscall?: string;
    readonly responseCode?: number;
    readonly message?: string;
  };
  const isFinal =
    responseCode === undefined ? FINAL.has(code ?? "") : responseCode >= 500 && ABOUT_MESSAGE.has(command ?? "");
  const said = message ?? String(error);
  // Before it is cut, which could leave a part of the password.
  const text = password === null ? said : maskSecrets(said, sentForms(password));
  return {
    delivered: false,
    retry: !isFinal,
    reason: onOneLine(text, MAX_REASON_LENGTH),
    ...(responseCode === undefined && UNANSWERED.has(code ?? "") && syscall !== "connect" && { mayHaveArrived: true }),
  };
}

/**
 * Outcome of a mail that the server took for some of its recipients and refused for these: those that it deferred are
 * to get it by another attempt.
 */
export function partlyRefused(
  answer: string,
  refused: readonly (Error & { readonly recipient?: string | undefined })[],
  password: string | null,
): DeliveryOutcome {
  const failures = refused.map((error) => ({ recipient: error.recipient ?? "", ...mailFailure(error, password) }));
  const words = failures.map(({ recipient, reason }) => `refused for ${recipient}: ${reason}`).join("; ");
  const onlyTo = failures.filter(({ retry }) => retry).map(({ recipient }) => recipient);
  return onlyTo.length === 0
    ? { delivered: true, answer: `${answer}; ${words}` }
    : { delivered: false, retry: true, reason: words, onlyTo };
}

/**
 * The password as a server may repeat it: as it is, or within base64, of itself or of a line that has the user before it
 * (RFC 4616, RFC 4954). There it begins at one of three places in a group of four characters; the characters that it
 * shares with its neighbours are left out.
 */
const sentForms = (password: string): readonly Secret[] =>
  secretsOf(
    [
      password,
      Buffer.from(password).toString("base64"),
      ...[0, 1, 2].map((before) => {
        const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(password)]);
        return bytes.toString("base64").slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
      }),
    ].filter((form) => form.length > 0),
  );
