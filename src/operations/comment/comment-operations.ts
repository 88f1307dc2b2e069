import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Change } from "../../model/change.ts";
import { Refusal } from "../../model/refusal.ts";
import { isHostKey, type ResourceKey } from "../../model/resource-key.ts";
import type { Actor } from "../audit/actor.ts";
import type { Audit } from "../audit/audit.ts";
import type { Comments } from "./comments.ts";
import { commitWithComments } from "./commit-with-comments.ts";

export interface CommentOperations {
  /** Adds comments in one commit. Returns their ids. */
  addComments(added: readonly NewComment[], actor: Actor): Promise<readonly number[]>;
  /** Deletes a comment. Refuses with `comment-not-found`, also if the comment is on a resource of the other kind. */
  deleteComment(id: number, kind: "host" | "service", actor: Actor): Promise<void>;
  /** Deletes all comments on a resource. */
  deleteComments(key: ResourceKey, actor: Actor): Promise<void>;
}

export interface NewComment {
  readonly key: ResourceKey;
  readonly text: string;
  readonly entryTime: UnixSeconds;
  /** Survives a restart. */
  readonly isPersistent: boolean;
}

export interface CommentOperationParts {
  readonly comments: Comments;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly audit: (actor: Actor) => Audit;
}

export function createCommentOperations({ comments, ledger, clock, audit }: CommentOperationParts): CommentOperations {
  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes);
  const now = (): UnixSeconds => Math.floor(clock.now());

  return {
    async addComments(wanted, actor) {
      const added = wanted.flatMap((comment) => comments.add({ ...comment, author: actor.name, entryType: "user" }));
      const keys = wanted.map(({ key }) => key);
      await commit([...added, ...audit(actor)("comment added", keys)]);
      return added.flatMap((change) => (change.kind === "comment" ? [change.record.id] : []));
    },
    async deleteComment(id, kind, actor) {
      const found = comments.get(id);
      if (found === undefined) throw new Refusal("comment-not-found", `There is no comment ${id}.`);
      if (isHostKey(found.key) !== (kind === "host"))
        throw new Refusal("comment-not-found", `Comment ${id} is not one of a ${kind}.`);
      await commit([
        ...comments.delete([found], now(), `by ${actor.name}`),
        ...audit(actor)(`comment ${id} deleted`, [found.key]),
      ]);
    },
    async deleteComments(key, actor) {
      const found = comments.ofResource(key);
      if (found.length === 0) return;
      await commit([
        ...comments.delete(found, now(), `by ${actor.name}`),
        ...audit(actor)("all comments deleted", [key]),
      ]);
    },
  };
}
