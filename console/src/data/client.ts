import type { MessageParams } from "./wire-params.ts";
import { createStore } from "./store.ts";
import { originalText, readShown, writeShown } from "./visible-text.ts";
import type { Refusal } from "./wire.ts";

/** An answer that is no success, in the server's words; status 0: no answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the message names. */
  readonly params: MessageParams;
  /** Of `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, refusal: Partial<Refusal>, retryAfterSeconds?: number) {
    super(refusal.message ?? `The server answered with ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.code = String(refusal.code ?? status);
    this.fields = refusal.fields ?? {};
    this.params = refusal.params ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

export interface CallOptions {
  /** Members that are null or undefined are left out; lists are joined by commas. */
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Becomes true when the server no longer knows the web session that it knew; set to false after signing in again. */
export const isSessionEnded = createStore(false);

/** Whether this page had a session: only then its end is told. */
let hadSession = false;

export const get = <T>(path: string, options?: CallOptions): Promise<T> => call<T>("GET", path, options);
export const post = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> =>
  call<T>("POST", path, { ...options, body });
export const put = <T>(path: string, body: unknown, options?: CallOptions): Promise<T> =>
  call<T>("PUT", path, { ...options, body });
/** DELETE. */
export const remove = <T = void>(path: string, options?: CallOptions): Promise<T> => call<T>("DELETE", path, options);

/**
 * Body of a successful answer (undefined for 204). Rejects with an `ApiError`, or with the `AbortError` of the signal.
 * Asked by the session cookie.
 */
export async function call<T>(method: string, path: string, { query, body, signal }: CallOptions = {}): Promise<T> {
  const { response, text } = await answerTo(urlOf(path, query), {
    method,
    credentials: "same-origin",
    headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: writeShown(body) }),
    ...(signal !== undefined && { signal }),
  });
  const isOfSession = SESSION_PATHS.has(path);
  if (response.ok) {
    if (isOfSession) hadSession = method !== "DELETE";
    return (response.status === 204 ? undefined : readShown(text)) as T;
  }
  const refusal = refusalOf(text);
  if (isOfNoSession(response.status, refusal) && hadSession && !(isOfSession && method === "POST"))
    isSessionEnded.set(true);
  throw new ApiError(response.status, refusal, secondsOf(response.headers.get("retry-after")));
}

/** The session is over, or its cookie is gone: another tab has signed out. */
export const isOfNoSession = (status: number, { code }: Partial<Refusal>): boolean =>
  status === 401 || (status === 403 && code === "no-credentials");

/** Their answers open, show or end the web session. */
const SESSION_PATHS: ReadonlySet<string> = new Set(["/api/session", "/api/session/wall", "/api/welcome"]);

/** Path with its query. */
export function urlOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined) parameters.set(name, originalText(String(value)));
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** An answer that is cut off before its end is none, nor is one that comes after the signal's time. */
async function answerTo(
  url: string,
  init: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    if (init.signal?.aborted === true && !isTimeout(init.signal.reason)) throw error;
    throw new ApiError(0, { code: "no-answer", message: "The server does not answer" });
  }
}

const isTimeout = (reason: unknown): boolean => reason instanceof DOMException && reason.name === "TimeoutError";

export function refusalOf(text: string): Partial<Refusal> {
  try {
    return readShown(text) as Partial<Refusal>;
  } catch {
    return {};
  }
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header === null || Number.isNaN(seconds) ? undefined : seconds;
}
