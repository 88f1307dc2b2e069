import Type, { type Static } from "typebox";
import { isProblem, stateName } from "../../../../model/state-code.ts";
import { Refusal } from "../../../../model/refusal.ts";
import type { ResourceKey } from "../../../../model/resource-key.ts";
import { isAcknowledged } from "../../../../model/resource-state.ts";
import { refuseField } from "../../body-refusal.ts";
import { MAX_COMMENT_LENGTH, strict } from "../../resource-references.ts";
import { timeIn } from "../../time-field.ts";
import {
  type ActionKind,
  type ActionTarget,
  forEachTarget,
  nameOf,
  needsRole,
  skip,
  skippedOnly,
  undoByIds,
} from "../action-kind.ts";

const acknowledgeOptions = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: MAX_COMMENT_LENGTH, examples: ["on it"] }),
    sticky: Type.Optional(
      Type.Boolean({ default: true, description: "Lasts until recovery, not only until the next state change" }),
    ),
    notify: Type.Optional(Type.Boolean({ default: false, description: "Notify contacts about the acknowledgement" })),
    persistent: Type.Optional(
      Type.Boolean({ default: false, description: "The comment survives the acknowledgement" }),
    ),
    expires_at: Type.Optional(
      Type.Unsafe<string | null>({
        type: ["string", "null"],
        description: "RFC 3339, in the future; null: it ends with the problem",
      }),
    ),
  },
  strict,
);

export const acknowledge: ActionKind = {
  options: acknowledgeOptions,
  takesResources: true,
  prepare(options, { caller, actor, now, parts: { operations } }) {
    const {
      comment,
      sticky = true,
      notify = false,
      persistent = false,
      expires_at,
    } = options as Static<typeof acknowledgeOptions>;
    const expiresAt =
      expires_at === null || expires_at === undefined ? null : timeIn("options.expires_at", expires_at, now);
    if (expiresAt !== null && expiresAt <= now) refuseField("options.expires_at", "This should be in the future.");
    const request = {
      comment,
      isSticky: sticky,
      isNotifyContacts: notify,
      isPersistentComment: persistent,
      expiresAt,
    };
    /** Acknowledged before, by whomever: that is not restored, and they do not stay without one. */
    const wereAcknowledged = new Set<ResourceKey>();
    return {
      missingRight: needsRole(caller, "acknowledgement"),
      async act(targets) {
        for (const { resource, state } of targets) if (isAcknowledged(state)) wereAcknowledged.add(resource.key);
        const keys = targets.filter(({ state }) => isProblem(state.check.state)).map(({ resource }) => resource.key);
        const ids = await operations.acknowledge(keys, request, actor);
        const skipped = targets
          .filter(({ resource }) => !ids.has(resource.key))
          .map((target) =>
            skip(target, "no-problem", `${nameOf(target)} is ${presentState(target)}`, { state: presentState(target) }),
          );
        return { done: [...ids].map(([key, id]) => ({ key, id })), skipped };
      },
      undo: (done) => undoByIds("end-acknowledgement")(done.filter(({ key }) => !wereAcknowledged.has(key))),
    };
  },
};

const presentState = ({ resource, state }: ActionTarget): string =>
  stateName(resource.kind, isProblem(state.check.state) ? 0 : state.check.state);

export const endAcknowledgement: ActionKind = {
  options: Type.Object({}, strict),
  takesResources: true,
  resourceOfRecord: (id, { caller, parts }) =>
    parts.realtime.acknowledgement(id, caller.visibility)?.acknowledgement.key,
  prepare: (_options, { caller, actor, parts: { operations, realtime } }) => ({
    missingRight: needsRole(caller, "disacknowledgement"),
    act: (targets) =>
      forEachTarget(targets, async (target) => {
        const { key } = target.resource;
        const id = realtime.acknowledgementInEffect(key)?.acknowledgement.id ?? null;
        const isCurrent = target.record === undefined || target.record === id;
        if (!isAcknowledged(target.state) || !isCurrent) return skippedOnly(notAcknowledged(target));
        try {
          await operations.cancelAcknowledgement(key, actor);
          return { done: [{ key, id }] };
        } catch (error) {
          if (!(error instanceof Refusal) || !error.code.startsWith("acknowledgement-")) throw error;
          return skippedOnly(notAcknowledged(target));
        }
      }),
  }),
};

const notAcknowledged = (target: ActionTarget) =>
  skip(
    target,
    "acknowledgement-not-found",
    target.record === undefined
      ? `${nameOf(target)} is not acknowledged`
      : `The acknowledgement ${target.record} of ${nameOf(target)} has ended`,
  );
