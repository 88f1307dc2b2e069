import { Refusal } from "../../../model/refusal.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import { REFUSALS } from "../../../model/refusal-codes.ts";
import { formatLiveKey, parseLiveKey } from "../live/live-key.ts";
import { inParts } from "../resource-references.ts";
import { type TargetKind, targetOf } from "../target.ts";
import type {
  ActionContext,
  ActionKind,
  ActionTarget,
  Done,
  MissingRight,
  PreparedAction,
  Skipped,
  Undo,
} from "./action-kind.ts";
import type { ActionAnswer } from "./answer-schema.ts";
import { ACTION_KINDS } from "./kinds.ts";
import type { ActionBody } from "./schema.ts";

/** Resources in one commit. */
const PART = 500;

/** Does an action, as far as the caller may and it is possible. */
export async function runAction(body: ActionBody, context: ActionContext): Promise<ActionAnswer> {
  const kind: ActionKind = ACTION_KINDS[body.action];
  const prepared = kind.prepare(body.options, context);
  const { targets, skipped } = permittedTargets(namedTargets(body, kind, context), prepared, context);
  const done: Done[] = [];
  let refusal: Refusal | undefined;
  await inParts(
    targets,
    async (part) => {
      try {
        if (refusal !== undefined) throw refusal;
        const outcome = await prepared.act(part);
        done.push(...outcome.done);
        skipped.push(...(outcome.skipped ?? []));
      } catch (error) {
        // What was done before is told, and for the rest why it was not.
        if (!(error instanceof Refusal) || done.length === 0) throw error;
        refusal = error;
        skipped.push(...part.map((target) => refused(target, error)));
      }
    },
    PART,
  );
  return presentAnswer(done, skipped, prepared.undo?.(done) ?? null);
}

interface Found {
  readonly targets: readonly ActionTarget[];
  readonly skipped: Skipped[];
}

/** Visible resources that the request names, each once. */
function namedTargets(
  { on = [], ids = [] }: ActionBody,
  { resourceOfRecord }: ActionKind,
  context: ActionContext,
): Found {
  const targets: ActionTarget[] = [];
  const skipped: Skipped[] = [];
  for (const text of new Set(on)) {
    const key = parseLiveKey(text);
    const target = key === undefined ? undefined : targetOfKey(key, context);
    if (target !== undefined) targets.push(target);
    else skipped.push({ key: key ?? null, code: "not-found", message: `There is no ${text}` });
  }
  for (const record of new Set(ids)) {
    const key = resourceOfRecord?.(record, context);
    const target = key === undefined ? undefined : targetOfKey(key, context);
    if (target !== undefined) targets.push({ ...target, record });
    else skipped.push({ key: null, record, code: "not-found", message: `There is no ${record}` });
  }
  return { targets, skipped };
}

/** These targets and what the action is on besides, without those for which the caller lacks the right. */
function permittedTargets(
  { targets, skipped }: Found,
  { missingRight, alsoOn = () => [] }: PreparedAction,
  context: ActionContext,
): Found {
  const missing = { host: missingRight("host"), service: missingRight("service") };
  const known = new Set(targets.map(({ resource }) => resource.key));
  const others = targets.flatMap((target) =>
    missing[target.resource.kind] !== null
      ? []
      : alsoOn(target).flatMap((key) => {
          if (known.has(key)) return [];
          known.add(key);
          return targetOfKey(key, context) ?? [];
        }),
  );
  const all = [...targets, ...others];
  return {
    targets: all.filter(({ resource }) => missing[resource.kind] === null),
    skipped: [
      ...skipped,
      ...all.flatMap((target): readonly Skipped[] => {
        const right = missing[target.resource.kind];
        return right === null ? [] : [withoutRight(target, right, context)];
      }),
    ],
  };
}

function withoutRight(
  { resource, record }: ActionTarget,
  right: NonNullable<MissingRight>,
  { caller: { alias } }: ActionContext,
): Skipped {
  const named = { key: resource.key, ...(record !== undefined && { record }) };
  return right === "administrator"
    ? { ...named, code: "administrators-only", message: `The contact ${alias} is no administrator` }
    : { ...named, code: "role-missing", message: `The contact ${alias} has no ${right} right` };
}

const targetOfKey = (key: ResourceKey, { parts, caller }: ActionContext): ActionTarget | undefined => {
  const kind: TargetKind = isHostKey(key) ? "host" : "service";
  return targetOf(parts.realtime, kind, hostIdOf(key), serviceIdOf(key), caller.visibility);
};

/** A failure of the store is told to the log in detail, to the client in general. */
function refused({ resource, record }: ActionTarget, { code, message }: Refusal): Skipped {
  const isFailure = REFUSALS[code].status === 500 && code.startsWith("store-");
  return {
    key: resource.key,
    ...(record !== undefined && { record }),
    code,
    message: isFailure ? "An error has occurred in a repository" : message,
  };
}

function presentAnswer(done: readonly Done[], skipped: readonly Skipped[], undo: Undo | null): ActionAnswer {
  return {
    done: [...new Set(done.map(({ key }) => formatLiveKey(key)))],
    skipped: skipped.map(({ key, record, code, message }) => ({
      key: key === null ? null : formatLiveKey(key),
      ...(record !== undefined && { id: record }),
      code,
      message,
    })),
    ids: Object.fromEntries(done.flatMap(({ key, id }) => (id === null ? [] : [[formatLiveKey(key), id]]))),
    undo: undo && {
      action: undo.action,
      ...(undo.on && { on: undo.on.map(formatLiveKey) }),
      ...(undo.ids && { ids: [...undo.ids] }),
      ...(undo.options && { options: undo.options }),
    },
  };
}
