import { ApiError, post } from "../client.ts";
import type { ActionAnswer, ActionRequest } from "../wire.ts";

/** Keys that one request names. */
const MAX_KEYS = 2_000;
const RETRY_AFTER_MS = [500, 1_500, 3_000];
/** A peer that went away answers never; the request is then sent on another connection. */
const ANSWER_MS = 20_000;

type Post = (body: object) => Promise<ActionAnswer>;

/**
 * Does an action and resolves with what came of it. A request without an answer is sent again under the same id, which
 * the server does not do twice; so is one that is done again with the `id` of before. Rejects with an `ApiError`.
 */
export async function act(
  request: ActionRequest,
  id = newRequestId(),
  send: Post = (body) => postInTime("/api/actions", body),
  wait = later,
): Promise<ActionAnswer> {
  let answer: ActionAnswer | undefined;
  for (const [at, part] of partsOf(request).entries()) {
    const next = await sendUntilAnswered(() => send({ ...part, request_id: `${id}-${at}` }), wait);
    answer = answer === undefined ? next : joined(answer, next);
  }
  return answer ?? { done: [], skipped: [], ids: {}, undo: null };
}

/** Sends a request that has an id, again while there is no answer. */
export async function sendUntilAnswered<T>(send: () => Promise<T>, wait = later): Promise<T> {
  for (const pause of RETRY_AFTER_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 0) throw error;
    }
    await wait(pause);
  }
  return send();
}

/** The answer to a request with this signal is waited for 20 s. */
export const inTime = (): AbortSignal => AbortSignal.timeout(ANSWER_MS);

/** POST whose answer is waited for 20 s. */
export const postInTime = <T>(path: string, body: object): Promise<T> => post<T>(path, body, { signal: inTime() });

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function partsOf(request: ActionRequest): readonly ActionRequest[] {
  const { on } = request;
  if (!isKeys(on) || on.length <= MAX_KEYS) return [request];
  return Array.from({ length: Math.ceil(on.length / MAX_KEYS) }, (_, part) => ({
    ...request,
    on: on.slice(part * MAX_KEYS, (part + 1) * MAX_KEYS),
  }));
}

const isKeys = (on: ActionRequest["on"]): on is readonly string[] => Array.isArray(on);

function joined(one: ActionAnswer, other: ActionAnswer): ActionAnswer {
  return {
    done: [...one.done, ...other.done],
    skipped: [...one.skipped, ...other.skipped],
    ids: { ...one.ids, ...other.ids },
    undo: joinedUndo(one.undo, other.undo),
  };
}

/** Undoes both if they differ in their records only. */
function joinedUndo(one: ActionRequest | null, other: ActionRequest | null): ActionRequest | null {
  if (one === null || other === null) return one ?? other;
  const isAlike = one.action === other.action && JSON.stringify(one.options) === JSON.stringify(other.options);
  if (!isAlike) return null;
  if (one.ids !== undefined && other.ids !== undefined) return { ...one, ids: [...one.ids, ...other.ids] };
  return isKeys(one.on) && isKeys(other.on) ? { ...one, on: [...one.on, ...other.on] } : null;
}

/** Without `crypto.randomUUID`, which pages over plain HTTP lack. */
export const newRequestId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
