import { commitWithComments } from "../../../operations/comment/commit-with-comments.ts";
import type { Comments } from "../../../operations/comment/comments.ts";
import type { Ledger } from "../../../data/ledger/ledger.ts";
import type { Resource } from "../../../model/objects.ts";
import { isHostKey } from "../../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";
import { COMMAND_FILE } from "./downtime.ts";
import type { Change } from "../../../model/change.ts";

export interface CommentCommandParts {
  readonly targets: () => CommandTargets;
  readonly comments: Comments;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

type CommentCommandName =
  | "ADD_HOST_COMMENT"
  | "ADD_SVC_COMMENT"
  | "DEL_HOST_COMMENT"
  | "DEL_SVC_COMMENT"
  | "DEL_ALL_HOST_COMMENTS"
  | "DEL_ALL_SVC_COMMENTS";

/** The external commands about comments. Refuses with `comment-not-found`. */
export function commentCommands({
  targets,
  comments,
  ledger,
  clock,
}: CommentCommandParts): CommandRuns<CommentCommandName> {
  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes);

  const add = (
    { key }: Resource,
    { persistent, author, comment }: AddArguments,
    entryTime: UnixSeconds,
  ): Promise<void> =>
    commit(comments.add({ key, author, entryTime, text: comment, entryType: "user", isPersistent: persistent }));

  const deleteOne = async (id: number, kind: "host" | "service"): Promise<void> => {
    const found = comments.get(id);
    if (found === undefined) throw new Refusal("comment-not-found", `There is no comment ${id}.`);
    if (isHostKey(found.key) !== (kind === "host"))
      throw new Refusal("comment-not-found", `Comment ${id} is not one of a ${kind}.`);
    await commit(comments.delete([found], now(), `by ${COMMAND_FILE}`));
  };

  const deleteAll = ({ key }: Resource): Promise<void> =>
    commit(comments.delete(comments.ofResource(key), now(), `by ${COMMAND_FILE}`));

  const now = (): UnixSeconds => Math.floor(clock.now());

  return {
    ADD_HOST_COMMENT: async (args, at) => add(targets().host(args.host), args, at),
    ADD_SVC_COMMENT: async (args, at) => add(targets().service(args.host, args.service), args, at),
    DEL_HOST_COMMENT: ({ comment_id }) => deleteOne(comment_id, "host"),
    DEL_SVC_COMMENT: ({ comment_id }) => deleteOne(comment_id, "service"),
    DEL_ALL_HOST_COMMENTS: async ({ host }) => deleteAll(targets().host(host)),
    DEL_ALL_SVC_COMMENTS: async ({ host, service }) => deleteAll(targets().service(host, service)),
  };
}

interface AddArguments {
  readonly persistent: boolean;
  readonly author: string;
  readonly comment: string;
}
