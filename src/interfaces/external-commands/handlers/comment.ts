import type { CommentOperations } from "../../../operations/comment/comment-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ActorOf, CommandRuns } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface CommentCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: CommentOperations;
}

type CommentCommandName =
  | "ADD_HOST_COMMENT"
  | "ADD_SVC_COMMENT"
  | "DEL_HOST_COMMENT"
  | "DEL_SVC_COMMENT"
  | "DEL_ALL_HOST_COMMENTS"
  | "DEL_ALL_SVC_COMMENTS";

/** External commands on comments. Refuses with `comment-not-found`. */
export function commentCommands({ targets, operations }: CommentCommandParts): CommandRuns<CommentCommandName> {
  const add = async (
    { key }: Resource,
    { persistent, author, comment }: AddArguments,
    entryTime: UnixSeconds,
    by: ActorOf,
  ): Promise<void> => {
    await operations.addComments([{ key, entryTime, text: comment, isPersistent: persistent }], by(author));
  };

  return {
    ADD_HOST_COMMENT: async (args, at, by) => add(targets().host(args.host), args, at, by),
    ADD_SVC_COMMENT: async (args, at, by) => add(targets().service(args.host, args.service), args, at, by),
    DEL_HOST_COMMENT: ({ comment_id }, _, by) => operations.deleteComment(comment_id, "host", by()),
    DEL_SVC_COMMENT: ({ comment_id }, _, by) => operations.deleteComment(comment_id, "service", by()),
    DEL_ALL_HOST_COMMENTS: async ({ host }, _, by) => operations.deleteComments(targets().host(host).key, by()),
    DEL_ALL_SVC_COMMENTS: async ({ host, service }, _, by) =>
      operations.deleteComments(targets().service(host, service).key, by()),
  };
}

interface AddArguments {
  readonly persistent: boolean;
  readonly author: string;
  readonly comment: string;
}
