import type { UnixSeconds } from "../../../lib/clock.ts";
import type { Resource } from "../../../model/objects.ts";
import type { NewComment } from "../../../operations/comment/comment-operations.ts";
import type { Operation } from "../operation.ts";
import { inParts, MAX_RESOURCES, resourceOf } from "../resource-references.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, notFoundMessage } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { versionOf } from "../versions.ts";
import { type CommentBody, commentBody, commentsBody, entryTimeOf } from "./body.ts";

const onOne = (kind: TargetKind): Operation => ({
  id: `add-${kind}-comment`,
  surface: "centreon",
  method: "POST",
  paths: [`/monitoring${TARGETS[kind].path}/comments`],
  right: `${kind}_comment`,
  tag: "Comments",
  summary: `Comment on a ${kind}`,
  parameters: TARGETS[kind].parameters,
  body: commentBody,
  answers: { ...doneAnswer, ...notFoundMessage },
  handle: async (request, { realtime, operations, clock }) => {
    const comment = commentBody.read(request.body, versionOf(request));
    const target = targetOfPath(realtime, kind, request, callerOf(request).visibility);
    const { resource } = foundTarget(target, kind);
    await operations.addComments(newComments([{ resource, comment }], clock.now()), actorOf(request));
  },
});

const onMany: Operation = {
  id: "add-resource-comments",
  surface: "centreon",
  method: "POST",
  paths: ["/monitoring/resources/comments"],
  right: ["host_comment", "service_comment"],
  tag: "Comments",
  summary: "Comment on several resources",
  description:
    `At most ${MAX_RESOURCES.toLocaleString("en")}. Resources that do not exist, are not visible, or lack the role are ` +
    "skipped.",
  body: commentsBody,
  answers: doneAnswer,
  handle: async (request, { realtime, operations, clock }) => {
    const caller = callerOf(request);
    const wanted = commentsBody.read(request.body).flatMap((comment) => {
      const resource = resourceOf(realtime, comment, caller);
      return resource !== undefined && caller.hasRole(`${resource.kind}_comment`) ? [{ resource, comment }] : [];
    });
    await inParts(newComments(wanted, clock.now()), (part) => operations.addComments(part, actorOf(request)));
  },
};

/** Comments as in 21.04 and later (later versions §7). */
export const commentActions: readonly Operation[] = [onOne("host"), onOne("service"), onMany];

interface WantedComment {
  readonly resource: Resource;
  readonly comment: CommentBody;
}

/** Leaves empty comments out, which an external command cannot have. */
const newComments = (wanted: readonly WantedComment[], now: UnixSeconds): readonly NewComment[] =>
  wanted
    .filter(({ comment }) => comment.comment !== "")
    .map(({ resource: { key }, comment }) => ({
      key,
      text: comment.comment,
      entryTime: entryTimeOf(comment, now),
      isPersistent: true,
    }));
