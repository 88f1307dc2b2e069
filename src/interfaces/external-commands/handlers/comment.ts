import { commandFileActor } from "../../../operations/audit/actor.ts";
import type { CommentOperations } from "../../../operations/comment/comment-operations.ts";
import type { Resource } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { CommandRuns } from "../command-runs.ts";
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
  const actor = commandFileActor();

  const add = (
    { key }: Resource,
    { persistent, author, comment }: AddArguments,
    entryTime: UnixSeconds,
  ): Promise<void> =>
    operations.addComment(key, { entryTime, text: comment, isPersistent: persistent }, commandFileActor(author));

  return {
    ADD_HOST_COMMENT: async (args, at) => add(targets().host(args.host), args, at),
    ADD_SVC_COMMENT: async (args, at) => add(targets().service(args.host, args.service), args, at),
    DEL_HOST_COMMENT: ({ comment_id }) => operations.deleteComment(comment_id, "host", actor),
    DEL_SVC_COMMENT: ({ comment_id }) => operations.deleteComment(comment_id, "service", actor),
    DEL_ALL_HOST_COMMENTS: async ({ host }) => operations.deleteComments(targets().host(host).key, actor),
    DEL_ALL_SVC_COMMENTS: async ({ host, service }) =>
      operations.deleteComments(targets().service(host, service).key, actor),
  };
}

interface AddArguments {
  readonly persistent: boolean;
  readonly author: string;
  readonly comment: string;
}
