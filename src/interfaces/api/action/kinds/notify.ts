import Type, { type Static } from "typebox";
import { MAX_COMMENT_LENGTH, strict } from "../../resource-references.ts";
import { type ActionKind, forEachTarget, needsAdministrator } from "../action-kind.ts";

const notifyOptions = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: MAX_COMMENT_LENGTH, examples: ["working on it, back at 4"] }),
    forced: Type.Optional(
      Type.Boolean({ default: false, description: "Regardless of notification periods and of disabled notifications" }),
    ),
    broadcast: Type.Optional(Type.Boolean({ default: false, description: "Also to the contacts of all escalations" })),
  },
  strict,
);

/** Sends a custom notification to the contacts of the resource. */
export const notify: ActionKind = {
  options: notifyOptions,
  takesResources: true,
  prepare(options, { caller, actor, parts: { operations } }) {
    const { comment, forced = false, broadcast = false } = options as Static<typeof notifyOptions>;
    const request = { comment, isForced: forced, isBroadcast: broadcast, isCounted: false };
    return {
      missingRight: needsAdministrator(caller),
      act: (targets) =>
        forEachTarget(targets, async ({ resource }) => {
          await operations.sendCustomNotification(resource, request, actor);
          return { done: [{ key: resource.key, id: null }] };
        }),
    };
  },
};
