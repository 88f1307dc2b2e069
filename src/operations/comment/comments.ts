import type { ResourceKey } from "../../model/resource-key.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { Comment } from "../../model/comment.ts";
import type { Change } from "../../model/change.ts";
import { commentAdded, commentDeleted } from "../../model/history-changes.ts";
import type { ResourceState } from "../../model/resource-state.ts";

/** Open comments. Each function returns the changes, history line included, for the commit of their cause. */
export interface Comments {
  /** Loads the comments and returns the deletion of those that do not survive a restart; null: there was none. */
  load(comments: readonly Comment[], nextId: number, restartedAt: UnixSeconds | null): readonly Change[];
  /** Takes comments that another server committed: new ones, and those that ended. */
  follow(comments: readonly Comment[]): void;
  /** The same of all that it has committed: others are forgotten. */
  followAll(comments: readonly Comment[]): void;
  add(comment: Omit<Comment, "id" | "deletionTime">): readonly Change[];
  /** Undefined if it does not exist or is deleted. */
  get(id: number): Comment | undefined;
  ofResource(key: ResourceKey): readonly Comment[];
  /** In the order of their ids. */
  all(): Iterable<Comment>;
  /** `why` follows "deleted" in the history: `by jdoe`, `because …`. */
  delete(comments: readonly Comment[], now: UnixSeconds, why: string): readonly Change[];
  /** Deletes the non-persistent comments of an acknowledgement that ended or was cancelled. */
  acknowledgementEnded(key: ResourceKey, now: UnixSeconds): readonly Change[];
  /** Reverts changes that a function above returned, after their commit was refused. */
  takeBack(changes: readonly Change[]): void;
}

export interface CommentsOptions {
  /** Last state of a resource, also of one that is not configured any more; null if it never had one. */
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
}

export function createComments({ stateOf }: CommentsOptions): Comments {
  const openComments = new Map<number, Comment>();
  const idsOfResource = new Map<ResourceKey, Set<number>>();
  let nextId = 1;

  const keep = (comment: Comment): void => {
    openComments.set(comment.id, comment);
    const ids = idsOfResource.get(comment.key) ?? new Set();
    idsOfResource.set(comment.key, ids.add(comment.id));
  };

  const forget = ({ id, key }: Comment): void => {
    openComments.delete(id);
    const ids = idsOfResource.get(key);
    if (ids?.delete(id) && ids.size === 0) idsOfResource.delete(key);
  };

  const keepOnly = (comments: readonly Comment[]): readonly Comment[] => {
    openComments.clear();
    idsOfResource.clear();
    const open = comments.filter((comment) => comment.deletionTime === null);
    open.forEach(keep);
    return open;
  };

  const end = (comments: readonly Comment[], now: UnixSeconds, why: string): readonly Change[] => {
    comments.forEach(forget);
    return comments.flatMap((comment) => commentDeleted({ ...comment, deletionTime: now }, stateOf(comment.key), why));
  };

  const ofResource = (key: ResourceKey): Comment[] =>
    [...(idsOfResource.get(key) ?? [])].map((id) => openComments.get(id)).filter((comment) => comment !== undefined);

  return {
    load(comments, next, restartedAt) {
      nextId = next;
      const open = keepOnly(comments);
      if (restartedAt === null) return [];
      return end(
        open.filter((comment) => !comment.isPersistent),
        restartedAt,
        "at the restart, which it does not survive",
      );
    },
    follow(comments) {
      for (const comment of comments) (comment.deletionTime === null ? keep : forget)(comment);
    },
    followAll: (comments) => void keepOnly(comments),
    add(fields) {
      const record: Comment = { ...fields, id: nextId++, deletionTime: null };
      keep(record);
      return commentAdded(record, stateOf(record.key));
    },
    get: (id) => openComments.get(id),
    ofResource,
    all: () => openComments.values(),
    delete: end,
    acknowledgementEnded: (key, now) =>
      end(
        ofResource(key).filter((comment) => !comment.isPersistent && comment.entryType === "acknowledgement"),
        now,
        "with its acknowledgement",
      ),
    takeBack(changes) {
      for (const change of changes) {
        if (change.kind !== "comment") continue;
        const { record } = change;
        if (record.deletionTime === null) forget(record);
        else keep({ ...record, deletionTime: null });
      }
    },
  };
}
