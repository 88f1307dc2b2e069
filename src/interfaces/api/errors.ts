import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../lib/refusal.ts";
import { isVigieApi, versionOf } from "./versions.ts";

/** Largest request body: 1 MiB. */
export const BODY_LIMIT_BYTES = 1_048_576;

/** An HTTP answer that is no success: `body` null is an empty body (contract §3.1). */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: { readonly code: number; readonly message: string } | null;
}

interface AnswerRule {
  readonly status: number;
  /** Of the client: 400 beside the contract. */
  readonly isMistake?: true;
  /** Default: the status. */
  readonly code?: number;
  /** Default: the refusal's own text. */
  readonly message?: string;
  readonly isEmpty?: true;
  /** The status follows the version token (contract §2.2). */
  readonly isBadToken?: true;
  /** `message` where a bad token is answered with 401. */
  readonly laterMessage?: string;
  /** The server's fault: logged. */
  readonly isFailure?: true;
}

/** A mistake of the client, which the contract answers with 500. */
const MISTAKE: AnswerRule = { status: 500, isMistake: true };
// What exactly failed is for the log; the client learns that its request was not carried out.
const STORAGE_FAILURE: AnswerRule = { status: 500, message: "An error has occurred in a repository", isFailure: true };
const INTERNAL_ERROR: AnswerRule = { status: 500, message: "Internal error", isFailure: true };
/** A refusal without a line below: its text is for the caller all the same. */
const UNLISTED: AnswerRule = { status: 500, isFailure: true };
const NOT_AUTHORIZED = "You are not authorized to access this resource";

/** What each refusal code becomes (contract §3.2, §3.3). */
export const ANSWERS: Readonly<Record<string, AnswerRule>> = {
  "no-route": { status: 404 },
  "method-not-allowed": { status: 405 },
  "body-too-large": { status: 413 },
  "invalid-json": MISTAKE,
  "invalid-body": MISTAKE,
  "recurring-downtime-not-found": { status: 404 },
  "too-many-recurring-downtimes": { status: 409 },
  "no-problem": { status: 409 },

  "invalid-credentials": { status: 401, message: "Invalid credentials" },
  "authentication-failed": { status: 401, message: "Authentication failed" },
  "too-many-logins": { status: 429 },
  "no-credentials": { status: 403, message: NOT_AUTHORIZED },
  "unknown-token": {
    status: 403,
    isBadToken: true,
    message: "No token could be found.",
    laterMessage: "Invalid credentials.",
  },
  "expired-token": { status: 403, isBadToken: true, message: "Credentials have expired." },
  "contact-disabled": { status: 403, isBadToken: true, message: "Contact disabled." },
  "unknown-session": { status: 403, isBadToken: true, message: "Session not found" },
  "no-api-access": { status: 403, message: NOT_AUTHORIZED },
  "role-missing": { status: 401, isEmpty: true },
  "administrators-only": { status: 403 },
  "still-starting": { status: 503 },
  "bad-setting": { status: 422 },

  "not-found": { status: 404, isEmpty: true },
  "command-target-not-found": { status: 404 },
  "downtime-not-found": { status: 404, isEmpty: true },
  "downtime-already-cancelled": { status: 500 },
  "acknowledgement-target-not-found": { status: 500 },
  "acknowledgement-not-found": { status: 500 },
  "acknowledgement-already-cancelled": { status: 500 },

  "sort-format": { ...MISTAKE, code: 400, message: "Bad format for the sort request parameter" },
  "list-page": MISTAKE,
  "list-limit": MISTAKE,
  "search-field-not-allowed": MISTAKE,
  "search-null-operator": MISTAKE,
  "search-value": MISTAKE,
  "search-regex": MISTAKE,
  "search-too-long": MISTAKE,
  "search-too-deep": MISTAKE,
  "search-too-many-conditions": MISTAKE,
  "search-list-too-long": MISTAKE,
  "search-regex-too-long": MISTAKE,
  "search-takes-too-long": MISTAKE,

  "store-full": STORAGE_FAILURE,
  "store-read-only": STORAGE_FAILURE,
  "store-damaged": STORAGE_FAILURE,
  "store-in-use": STORAGE_FAILURE,
  "store-failed": STORAGE_FAILURE,
  "store-closed": STORAGE_FAILURE,
  "change-not-storable": STORAGE_FAILURE,
};

/** Turns whatever a request ended with into its HTTP answer. What is neither a refusal nor the client's mistake is a bug and logged. */
export function answerTo(error: unknown, request: FastifyRequest, log: Log): ErrorAnswer {
  const refusal = error instanceof Refusal ? error : refusalOfFramework(error, request);
  const rule = refusal === undefined ? INTERNAL_ERROR : (ANSWERS[refusal.code] ?? UNLISTED);
  if (rule.isFailure === true)
    log.error({ err: error, method: request.method, path: pathOf(request.url) }, "A request failed");
  return answerBy(rule, refusal?.message ?? "", request);
}

export function sendAnswer(reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
  // Bytes, since Fastify would add a charset to the type of a text or an object.
  const body = answer.body === null ? "" : JSON.stringify(answer.body);
  return reply.code(answer.status).header("content-type", "application/json").send(Buffer.from(body));
}

export function noRoute(method: string, url: string): Refusal {
  return new Refusal("no-route", `No route found for "${method} ${pathOf(url)}"`);
}

export function methodNotAllowed(method: string, url: string, allowed: readonly string[]): Refusal {
  return new Refusal(
    "method-not-allowed",
    `No route found for "${method} ${pathOf(url)}": Method Not Allowed (Allow: ${allowed.join(", ")})`,
  );
}

function answerBy(rule: AnswerRule, text: string, request: FastifyRequest): ErrorAnswer {
  const isLater = rule.isBadToken === true && versionOf(request).badTokenStatus === 401;
  const message = (isLater ? rule.laterMessage : undefined) ?? rule.message ?? text;
  const status = isLater ? 401 : rule.status;
  if (rule.isMistake === true && isVigieApi(request)) return { status: 400, body: { code: 400, message } };
  return { status, body: rule.isEmpty === true ? null : { code: rule.code ?? status, message } };
}

/** Fastify's own errors that a client can cause, by their codes. */
function refusalOfFramework(error: unknown, { method, url }: FastifyRequest): Refusal | undefined {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return noRoute(method, url);
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Refusal("body-too-large", `The request body is larger than ${BODY_LIMIT_BYTES} bytes`);
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new Refusal("invalid-json", "Invalid json message received");
    default:
      return undefined;
  }
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}
