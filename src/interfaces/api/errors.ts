import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal, type RefusedFields } from "../../model/refusal.ts";
import type { ReasonParams } from "../../model/reason-params.ts";
import { REFUSALS, type RefusalCode } from "../../model/refusal-codes.ts";
import { pathOf, type RequestLog } from "./request-log.ts";
import { notFoundAnswer } from "./schema-types.ts";
import { isVigieApi, versionOf } from "./versions.ts";

/** HTTP error answer. `body` null is an empty body (contract §3.1). */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: {
    readonly code: number | string;
    readonly message: string;
    readonly fields?: RefusedFields;
    readonly params?: ReasonParams;
  } | null;
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** Differences of an answer from the default, which has the status of its code and the text of the refusal. */
interface AnswerForm {
  /** Default: the status. On paths of Vigie alone it is the name of the refusal. */
  readonly code?: number;
  /** Default: the refusal's own text. */
  readonly message?: string;
  /** `message` for API versions that answer a bad token with 401. */
  readonly laterMessage?: string;
  /** Failure of the server: logged. */
  readonly isFailure?: true;
}

// The log gets the exact failure; the client only learns that the request failed.
const STORAGE_FAILURE: AnswerForm = { message: "An error has occurred in a repository", isFailure: true };
const NOT_AUTHORIZED = "You are not authorized to access this resource";

/** Answers that differ from the default (contract §3.2, §3.3). */
const FORMS: Readonly<Partial<Record<RefusalCode, AnswerForm>>> = {
  "invalid-credentials": { message: "Invalid credentials" },
  "authentication-failed": { message: "Authentication failed" },
  "no-credentials": { message: NOT_AUTHORIZED },
  "unknown-token": { message: "No token could be found.", laterMessage: "Invalid credentials." },
  "expired-token": { message: "Credentials have expired." },
  "contact-disabled": { message: "Contact disabled." },
  "unknown-session": { message: "Session not found" },
  "no-api-access": { message: NOT_AUTHORIZED },
  "role-missing": { message: NOT_AUTHORIZED },
  "sort-format": { code: 400, message: "Bad format for the sort request parameter" },
  "store-full": STORAGE_FAILURE,
  "store-read-only": STORAGE_FAILURE,
  "store-damaged": STORAGE_FAILURE,
  "store-replaced": STORAGE_FAILURE,
  "store-in-use": STORAGE_FAILURE,
  "store-failed": STORAGE_FAILURE,
  "store-closed": STORAGE_FAILURE,
  // The address of the database is in the log only.
  "store-unavailable": { message: "The store cannot be reached at the moment; try again" },
  "leadership-lost": { message: "Another server leads; try again" },
  "store-unconfirmed": {
    message: "The store does not answer: whether the change is stored is not known. Look before you repeat it",
  },
  "change-not-storable": STORAGE_FAILURE,
};

/**
 * Converts an error of a request to its HTTP answer. Anything but a refusal or a client mistake is a bug and is logged.
 */
export function answerTo(error: unknown, request: FastifyRequest, log: RequestLog): ErrorAnswer {
  const refusal = error instanceof Refusal ? error : refusalOfFramework(error, request);
  const form = refusal && FORMS[refusal.code];
  const answer = refusal && answerOf(refusal, form, request);
  // The client left, or was cut off, while it was sending: nobody reads the answer.
  const isAborted = error !== null && error === request.raw.errored;
  if (!isAborted && (answer === undefined || form?.isFailure === true)) log.failed(error, request);
  if (refusal !== undefined && MISSING_RIGHTS.has(refusal.code)) log.rightsMissing(refusal.message, request);
  const retryAfterSeconds = refusal?.retryAfterSeconds;
  return { ...(answer ?? internalError(request)), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/** Text of a refusal for clients. */
export const clientMessageOf = ({ code, message }: Refusal): string => FORMS[code]?.message ?? message;

export function sendAnswer(reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
  // A buffer, because Fastify would add a charset to the content type of a string or an object.
  const body = answer.body === null ? "" : JSON.stringify(answer.body);
  if (answer.retryAfterSeconds !== undefined) reply.header("retry-after", String(answer.retryAfterSeconds));
  return reply.code(answer.status).header("content-type", "application/json").send(Buffer.from(body));
}

export const noRoute = (request: FastifyRequest): Refusal =>
  new Refusal("no-route", `No route found for "${lineOf(request)}"`);

export const methodNotAllowed = (request: FastifyRequest, allowed: readonly string[]): Refusal =>
  new Refusal(
    "method-not-allowed",
    `No route found for "${lineOf(request)}": Method Not Allowed (Allow: ${allowed.join(", ")})`,
  );

/** Method and address of a request; the whole one for the versions that show it (later versions §3.1). */
function lineOf(request: FastifyRequest): string {
  const { method, protocol, host, originalUrl } = request;
  const { routingErrors } = versionOf(request);
  return `${method} ${routingErrors === "path" ? "" : `${protocol}://${host}`}${pathOf(originalUrl)}`;
}

/** Answer to a refusal; undefined for a code that no request should meet. */
function answerOf(refusal: Refusal, form: AnswerForm | undefined, request: FastifyRequest): ErrorAnswer | undefined {
  const { status, isMistake, isBadToken } = REFUSALS[refusal.code];
  if (status === null) return undefined;
  const { badTokenStatus, missingRole, missingObject, words, errorCode } = versionOf(request);
  const { laterMessage: own = refusal.message } = refusal;
  const { message = words === "original" ? refusal.message : own, laterMessage = message } = form ?? {};
  const { fields } = refusal;
  // Clients of the contract get what it has.
  const named = errorCode === "name" && refusal.params !== undefined ? { params: refusal.params } : {};
  // Clients of the contract expect a number.
  const codeOf = (answered: number): number | string =>
    errorCode === "name" ? (form?.isFailure === true ? "store-failed" : refusal.code) : (form?.code ?? answered);
  if (isMistake && isVigieApi(request))
    return { status: 400, body: { code: codeOf(400), message, ...named, ...(fields !== undefined && { fields }) } };
  if (refusal.code === "role-missing" && missingRole === "401-empty") return { status: 401, body: null };
  if (missingObject === "empty" && NOT_FOUND.has(refusal.code) && hasEmptyNotFound(request))
    return { status, body: null };
  if (isBadToken && badTokenStatus !== status)
    return { status: badTokenStatus, body: { code: codeOf(badTokenStatus), message: laterMessage } };
  return { status, body: { code: codeOf(status), message, ...named } };
}

const internalError = (request: FastifyRequest): ErrorAnswer => ({
  status: 500,
  body: { code: versionOf(request).errorCode === "name" ? "internal-error" : 500, message: "Internal error" },
});

/** Recognises the operations of the original contract that answer a missing object with an empty body. */
const hasEmptyNotFound = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions?.config.operation?.answers[404] === notFoundAnswer[404];

const NOT_FOUND: ReadonlySet<RefusalCode> = new Set(["not-found", "downtime-not-found"]);

const MISSING_RIGHTS: ReadonlySet<RefusalCode> = new Set([
  "role-missing",
  "administrators-only",
  "no-api-access",
  "tokens-not-allowed",
]);

/** Refusal for a Fastify error that a client can cause, by its code; otherwise undefined. */
function refusalOfFramework(error: unknown, request: FastifyRequest): Refusal | undefined {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return noRoute(request);
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Refusal("body-too-large", `The request body is larger than ${request.routeOptions.bodyLimit} bytes`);
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new Refusal("invalid-json", "Invalid json message received");
    default:
      return undefined;
  }
}
