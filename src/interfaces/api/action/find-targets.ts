import { isServiceEntry } from "../../../data/realtime/rows/rows.ts";
import { hostIdOf, isHostKey, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { formatLiveKey, parseLiveKey } from "../live/live-key.ts";
import type { ApiParts } from "../api-parts.ts";
import { type TargetKind, targetOf } from "../target.ts";
import {
  type ActionContext,
  type ActionKind,
  type ActionTarget,
  type MissingRight,
  nameOf,
  type PreparedAction,
  skip,
  type Skipped,
} from "./action-kind.ts";
import type { ActionBody, ViewTargets } from "./schema.ts";

export interface Found {
  readonly targets: readonly ActionTarget[];
  readonly skipped: Skipped[];
}

/** What an action is on: visible resources for which the caller has the right, each once. And all others, with why. */
export const findTargets = (
  body: ActionBody,
  kind: ActionKind,
  prepared: PreparedAction,
  context: ActionContext,
): Found => permittedTargets(namedTargets(body, kind, context), prepared, context);

function namedTargets(
  { on = [], ids = [] }: ActionBody,
  { resourceOfRecord }: ActionKind,
  context: ActionContext,
): Found {
  if ("view" in on) return { targets: targetsOfView(on, context), skipped: [] };
  const targets: ActionTarget[] = [];
  const skipped: Skipped[] = [];
  for (const text of new Set(on)) {
    const key = parseLiveKey(text);
    const target = key === undefined ? undefined : targetOfKey(key, context);
    if (target !== undefined) targets.push(target);
    else skipped.push({ key: key ?? null, code: "not-found", message: `There is no ${text}`, params: { key: text } });
  }
  for (const record of new Set(ids)) {
    const key = resourceOfRecord?.(record, context);
    const target = key === undefined ? undefined : targetOfKey(key, context);
    if (target !== undefined) targets.push({ ...target, record });
    else skipped.push({ key: null, record, code: "not-found", message: `There is no ${record}`, params: { record } });
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

const withoutRight = (
  target: ActionTarget,
  right: NonNullable<MissingRight>,
  { caller: { alias } }: ActionContext,
): Skipped =>
  right === "administrator"
    ? skip(target, "administrators-only", `${nameOf(target)}: the contact ${alias} is no administrator`, {
        contact: alias,
      })
    : skip(target, "role-missing", `${nameOf(target)}: the contact ${alias} has no ${right} right`, {
        contact: alias,
        role: right,
      });

/** Resources of a view that the caller still sees, without some. Refuses with `view-ended`, `not-found`. */
export function targetsOfView(
  { view, except = [] }: ViewTargets,
  {
    parts: { live },
    caller: { visibility },
    viewOwner,
  }: Pick<ActionContext, "caller" | "viewOwner"> & { readonly parts: Pick<ApiParts, "live"> },
): readonly ActionTarget[] {
  const left = new Set(except);
  return live
    .rowsOf(live.view(view, viewOwner), visibility)
    .map((row) => ({ resource: isServiceEntry(row) ? row.service : row.host, state: row.state }))
    .filter(({ resource: { key } }) => !left.has(formatLiveKey(key)));
}

const targetOfKey = (key: ResourceKey, { parts, caller }: ActionContext): ActionTarget | undefined => {
  const kind: TargetKind = isHostKey(key) ? "host" : "service";
  return targetOf(parts.realtime, kind, hostIdOf(key), serviceIdOf(key), caller.visibility);
};
