import { isProblem } from "../../../model/state-code.ts";
import type { ActionContext, ActionKind } from "./action-kind.ts";
import type { PreviewAnswer } from "./answer-schema.ts";
import { findTargets } from "./find-targets.ts";
import { ACTION_KINDS } from "./kinds.ts";
import type { ActionBody } from "./schema.ts";

/** What an action would be on, without doing it. */
export function previewAction(body: ActionBody, context: ActionContext): PreviewAnswer {
  const kind: ActionKind = ACTION_KINDS[body.action];
  const { targets, skipped } = findTargets(body, kind, kind.prepare(body.options, context), context);
  const hosts = targets.filter(({ resource }) => resource.kind === "host").length;
  return {
    hosts,
    services: targets.length - hosts,
    problems: targets.filter(({ state }) => isProblem(state.check.state)).length,
    skipped: skipped.length,
  };
}
