import type { Caller } from "../../../access/caller.ts";
import type { Resource } from "../../../model/objects.ts";
import type { Actor } from "../../../operations/audit/actor.ts";
import type { ApiParts } from "../api-parts.ts";
import { inParts } from "../resource-references.ts";
import type { TargetKind } from "../target.ts";

export interface WantedCheck {
  readonly resource: Resource;
  readonly isForced: boolean;
}

/**
 * Form of a check that the caller may request; undefined for none. A forced one without the role for it becomes an
 * ordinary one (later versions §3.4).
 */
export function allowedForm(caller: Caller, kind: TargetKind, isForced: boolean): "forced" | "ordinary" | undefined {
  if (isForced && caller.hasRole(`${kind}_schedule_forced_check`)) return "forced";
  return caller.hasRole(`${kind}_schedule_check`) ? "ordinary" : undefined;
}

/** Schedules checks, as far as the caller has the roles. Resources that cannot be checked are skipped. */
export async function requestChecks(
  wanted: readonly WantedCheck[],
  caller: Caller,
  actor: Actor,
  { operations, clock }: Pick<ApiParts, "operations" | "clock">,
): Promise<void> {
  const byForm = Map.groupBy(wanted, ({ resource, isForced }) => allowedForm(caller, resource.kind, isForced));
  for (const form of ["forced", "ordinary"] as const) {
    const resources = [...new Set(byForm.get(form)?.map(({ resource }) => resource))];
    const request = { at: clock.now(), isForced: form === "forced" };
    await inParts(resources, (part) => operations.scheduleChecks(part, request, actor));
  }
}
