import Type from "typebox";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import { type Fields, optional, readObject, required, UNDECODABLE } from "../body-schema.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import {
  MAX_COMMENT_LENGTH,
  MAX_RESOURCES,
  readResourceAction,
  REFERENCE,
  type ResourceReference,
  referenceProperties,
  strict,
} from "../resource-references.ts";

/** Comment in the body of an action (later versions §7). */
export interface CommentBody {
  readonly comment: string;
  /** Default: now. */
  readonly date?: string | null;
}

const comment = Type.String({ maxLength: MAX_COMMENT_LENGTH, description: "If empty, nothing is added" });
const date = Type.Unsafe<string | null>({
  type: ["string", "null"],
  description: "Time of the comment, RFC 3339; null: now",
  examples: ["2024-05-01T09:00:00Z"],
});

const COMMENT = required("string", { maxLength: MAX_COMMENT_LENGTH });
const ONE: Fields = { comment: COMMENT, date: optional("date-time-or-null") };
const OF_MANY: Fields = { ...REFERENCE, comment: COMMENT, date: required("date-time-or-null") };

/** Body of a comment on one host or service (later versions §7.3). */
export const commentBody: VersionedBody<CommentBody> = {
  schema: Type.Object({ comment, date: Type.Optional(date) }, strict),
  malformed: UNDECODABLE,
  read: (body, { bodyMistakes }) => readObject(body, ONE, { words: bodyMistakes }),
};

export type CommentOnResource = CommentBody & ResourceReference;

/** Body of comments on several resources (later versions §7.1). */
export const commentsBody: RequestBody<readonly CommentOnResource[]> = {
  schema: Type.Object(
    {
      resources: Type.Array(Type.Object({ ...referenceProperties, comment, date }, strict), {
        maxItems: MAX_RESOURCES,
      }),
    },
    strict,
  ),
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) =>
    readResourceAction<{ readonly resources: readonly CommentOnResource[] }>(body, {}, () => OF_MANY).resources,
};

/** Time of a comment that `read` accepted: never in the future, which its event cannot be. */
export function entryTimeOf({ date: sent = null }: CommentBody, now: UnixSeconds): UnixSeconds {
  const asked = (sent === null ? undefined : parseRfc3339(sent)) ?? now;
  return Math.max(0, Math.floor(Math.min(asked, now)));
}
