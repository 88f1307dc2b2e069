import { Refusal } from "../../../model/refusal.ts";
import { SERVER_KEY, type ResourceKey } from "../../../model/resource-key.ts";
import { clientMessageOf } from "../errors.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { inParts } from "../resource-references.ts";
import { findTargets } from "./find-targets.ts";
import type { ActionContext, ActionKind, ActionTarget, Done, Skipped, Undo } from "./action-kind.ts";
import type { ActionAnswer } from "./answer-schema.ts";
import { ACTION_KINDS } from "./kinds.ts";
import type { ActionBody } from "./schema.ts";

const NOTHING: ReadonlySet<ResourceKey> = new Set();
/** Resources in one commit. */
const PART = 500;

/** Does an action, as far as the caller may and it is possible. `before`: what the same request has done already. */
export async function runAction(
  body: ActionBody,
  context: ActionContext,
  before: ReadonlySet<ResourceKey> = NOTHING,
): Promise<ActionAnswer> {
  const kind: ActionKind = ACTION_KINDS[body.action];
  const prepared = kind.prepare(body.options, context);
  const found = findTargets(body, kind, prepared, context);
  // Records that are named by their ids are not there any more once it is done.
  const isDone = ({ key, record }: { readonly key: ResourceKey | null; readonly record?: number }): boolean =>
    record === undefined && key !== null && before.has(key);
  const targets = found.targets.filter(({ resource: { key }, ...target }) => !isDone({ ...target, key }));
  const skipped = found.skipped.filter((one) => !isDone(one));
  const done: Done[] = kind.takesResources
    ? [...before].filter((key) => key !== SERVER_KEY).map((key) => ({ key, id: null }))
    : [];
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
  // What was made before has no ids here.
  return presentAnswer(done, skipped, before.size > 0 ? null : (prepared.undo?.(done) ?? null));
}

function refused({ resource, record }: ActionTarget, refusal: Refusal): Skipped {
  const { code, params = {} } = refusal;
  return {
    key: resource.key,
    ...(record !== undefined && { record }),
    code,
    message: clientMessageOf(refusal),
    params,
  };
}

function presentAnswer(done: readonly Done[], skipped: readonly Skipped[], undo: Undo | null): ActionAnswer {
  return {
    done: [...new Set(done.map(({ key }) => formatLiveKey(key)))],
    skipped: skipped.map(({ key, record, code, message, params }) => ({
      key: key === null ? null : formatLiveKey(key),
      ...(record !== undefined && { id: record }),
      code,
      message,
      params: { ...params } as ActionAnswer["skipped"][number]["params"],
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
