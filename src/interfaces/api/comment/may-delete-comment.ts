import type { Caller } from "../../../access/caller.ts";
import type { Comment } from "../../../model/comment.ts";
import { isHostKey } from "../../../model/resource-key.ts";

/** Administrators delete every comment, others their own ones while they have the role for comments. */
export const mayDeleteComment = ({ key, author, entryType }: Comment, caller: Caller): boolean =>
  caller.isAdmin ||
  (entryType === "user" &&
    author === caller.alias &&
    caller.hasRole(isHostKey(key) ? "host_comment" : "service_comment"));
