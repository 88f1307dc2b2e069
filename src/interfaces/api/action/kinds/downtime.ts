import Type, { type Static } from "typebox";
import type { UnixSeconds } from "../../../../lib/clock.ts";
import type { DowntimeRequest } from "../../../../model/downtime.ts";
import { hostsBehind } from "../../../../model/hosts-behind.ts";
import { namesOf } from "../../../../model/inventory-index.ts";
import { hostIdOf, type ResourceKey } from "../../../../model/resource-key.ts";
import { refuseField } from "../../body-refusal.ts";
import { MAX_COMMENT_LENGTH, strict } from "../../resource-references.ts";
import { timeIn } from "../../time-field.ts";
import { type ActionContext, type ActionKind, needsRole, undoByIds, withIds } from "../action-kind.ts";

const MAX_SECONDS = 366 * 86_400;

const downtimeOptions = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: MAX_COMMENT_LENGTH, examples: ["kernel update"] }),
    start: Type.Optional(Type.String({ description: "RFC 3339. Default: now" })),
    end: Type.Optional(Type.String({ description: "RFC 3339. A fixed downtime has this or `for`" })),
    for: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_SECONDS,
        description: "Seconds: of a fixed one from the start, of a flexible one from the first problem",
      }),
    ),
    fixed: Type.Optional(
      Type.Boolean({
        default: true,
        description: "false: flexible; starts with the first problem between `start` and `end`, and lasts `for`",
      }),
    ),
    services: Type.Optional(Type.Boolean({ default: false, description: "Also of the services of the hosts" })),
    children: Type.Optional(
      Type.Boolean({
        default: false,
        description: "Also of all hosts behind the hosts; with `services`, of theirs too",
      }),
    ),
  },
  strict,
);

type DowntimeOptions = Static<typeof downtimeOptions>;

export const scheduleDowntime: ActionKind = {
  options: downtimeOptions,
  takesResources: true,
  prepare(given, context) {
    const options = given as DowntimeOptions;
    const request = requestOf(options, context.now);
    const { caller, actor, parts } = context;
    return {
      missingRight: needsRole(caller, "schedule_downtime"),
      alsoOn: ({ resource }) => (resource.kind === "host" ? coveredWith(resource.key, options, context) : []),
      act: async (targets) => {
        const keys = targets.map(({ resource }) => resource.key);
        return { done: withIds(targets, await parts.operations.scheduleDowntime(keys, request, actor)) };
      },
      undo: undoByIds("cancel-downtime"),
    };
  },
};

function coveredWith(
  key: ResourceKey,
  { services = false, children = false }: DowntimeOptions,
  { parts }: ActionContext,
): readonly ResourceKey[] {
  const inventory = parts.inventory();
  const { servicesOfHost } = namesOf(inventory);
  const behind = children ? hostsBehind(key, inventory) : [];
  const ofHosts = services ? [key, ...behind] : [];
  return [...behind, ...ofHosts.flatMap((host) => servicesOfHost.get(hostIdOf(host)) ?? []).map(keyOf)];
}

const keyOf = ({ key }: { readonly key: ResourceKey }): ResourceKey => key;

/** Refuses with `invalid-body` what the engine would ignore. */
function requestOf(
  { comment, start, end, for: seconds, fixed = true }: DowntimeOptions,
  now: UnixSeconds,
): DowntimeRequest {
  const startTime = start === undefined ? Math.floor(now) : timeIn("options.start", start, now);
  if (fixed && (end === undefined) === (seconds === undefined))
    refuseField("options.end", "A fixed downtime should have either this or `for`.");
  if (!fixed && end === undefined)
    refuseField("options.end", "A flexible downtime should have this: the end of its window.");
  if (!fixed && seconds === undefined)
    refuseField("options.for", "A flexible downtime should have this: how long it lasts from the first problem.");
  const endTime = end === undefined ? startTime + (seconds ?? 0) : timeIn("options.end", end, now);
  const field = end === undefined ? "options.for" : "options.end";
  if (endTime <= startTime) refuseField(field, "The end should be after the start.");
  if (endTime <= now) refuseField(field, "The end should be in the future.");
  return { startTime, endTime, isFixed: fixed, duration: fixed ? endTime - startTime : (seconds ?? 0), comment };
}
