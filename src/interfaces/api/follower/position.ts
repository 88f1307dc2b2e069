import { RETRY_SECONDS } from "../../../cluster/leadership/timings.ts";
import { Refusal } from "../../../model/refusal.ts";

/** Place in the journal: of an answer, up to which its change is committed; of a request, which its answer has to show. */
export const POSITION_HEADER = "vigie-position";

export const behind = (message: string): Refusal =>
  new Refusal("follower-behind", message, { retryAfterSeconds: RETRY_SECONDS });

/** Position in a header; null if it has none. */
export const positionIn = (text: unknown): number | null =>
  typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;
