import Type, { type Static } from "typebox";
import { Refusal } from "../../../../model/refusal.ts";
import { MAX_COMMENT_LENGTH, strict } from "../../resource-references.ts";
import { mayDeleteComment } from "../../comment/may-delete-comment.ts";
import {
  type ActionKind,
  type ActionTarget,
  forEachTarget,
  nameOf,
  needsRole,
  skip,
  type Skipped,
  skippedOnly,
  undoByIds,
  withIds,
} from "../action-kind.ts";

const commentOptions = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: MAX_COMMENT_LENGTH, examples: ["disk ordered, ticket 4711"] }),
    persistent: Type.Optional(Type.Boolean({ default: true, description: "Survives a restart" })),
  },
  strict,
);

export const comment: ActionKind = {
  options: commentOptions,
  takesResources: true,
  prepare(options, { caller, actor, now, parts: { operations } }) {
    const { comment: text, persistent = true } = options as Static<typeof commentOptions>;
    const added = { text, entryTime: Math.floor(now), isPersistent: persistent };
    return {
      missingRight: needsRole(caller, "comment"),
      async act(targets) {
        const comments = targets.map(({ resource: { key } }) => ({ ...added, key }));
        return { done: withIds(targets, await operations.addComments(comments, actor)) };
      },
      undo: undoByIds("delete-comment"),
    };
  },
};

export const deleteComment: ActionKind = {
  options: Type.Object({}, strict),
  takesResources: false,
  resourceOfRecord: (id, { parts }) => parts.comments.get(id)?.key,
  prepare: (_options, { caller, actor, parts: { operations, comments } }) => ({
    missingRight: needsRole(caller, "comment"),
    act: (targets) =>
      forEachTarget(targets, async (target) => {
        const { record: id = 0, resource } = target;
        const found = comments.get(id);
        if (found === undefined) return skippedOnly(isGone(target));
        if (!mayDeleteComment(found, caller))
          return skippedOnly(
            skip(
              target,
              "administrators-only",
              `Comment ${id} is by ${found.author ?? "nobody"}: administrators only`,
              {
                author: found.author,
              },
            ),
          );
        try {
          await operations.deleteComment(id, resource.kind, actor);
          return { done: [{ key: resource.key, id }] };
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== "comment-not-found") throw error;
          return skippedOnly(isGone(target));
        }
      }),
  }),
};

const isGone = (target: ActionTarget): Skipped =>
  skip(target, "comment-not-found", `The comment ${target.record} on ${nameOf(target)} is deleted`);
