import type { PresentDecision } from "../../alerting/rules/present-decision.ts";
import { skippedBecauseOf, type HistoryEvent } from "../../model/history-event.ts";
import { namesOf } from "../../model/inventory-index.ts";
import type { Inventory } from "../../model/objects.ts";
import { seesResource, type Visibility } from "../../model/visibility.ts";

/** Who asks, and what is configured. */
export interface Sight {
  readonly visibility: Visibility;
  readonly inventory: Inventory;
}

/** Params of a decision that name a host or a service, with what the sentence says for one that the caller does not see. */
const NAMING = { host: "another host", resource: "another resource" } as const;

/** Codes whose sentences may name another host or service than the one that was decided on. */
const MAY_NAME_ANOTHER: ReadonlySet<string> = new Set(["dependency-failed", "host-down", "named-with-host"]);

/** The decision without the name of a host or service that the caller does not see: null in its params. */
export function withSeenNames<D extends PresentDecision>(decision: D, sight: Sight): D {
  const { code, reason, params } = decision;
  if (sight.visibility.seesAll) return decision;
  if (params === null)
    return MAY_NAME_ANOTHER.has(code) ? { ...decision, reason: "another host or service has a problem" } : decision;
  for (const param of ["host", "resource"] as const) {
    const value = params[param];
    if (typeof value !== "string") continue;
    const name = param === "host" ? `host ${value}` : value;
    if (seesNamed(name, sight)) continue;
    return { ...decision, reason: reason.replace(name, NAMING[param]), params: { ...params, [param]: null } };
  }
  return decision;
}

/** Kinds of events whose reasons may name another host or service. */
export const MAY_HIDE_NAMES: ReadonlySet<string> = new Set<HistoryEvent["kind"]>(["check-skipped"]);

/** The reason of an event without the name of a host or service that the caller does not see. */
export function seenReason(event: Pick<HistoryEvent, "kind" | "reason">, sight: Sight): string {
  const named = MAY_HIDE_NAMES.has(event.kind) ? skippedBecauseOf(event) : null;
  return named === null || seesNamed(named, sight) ? event.reason : event.reason.replace(named, NAMING.resource);
}

/** False also for what is not configured any more. `name`: as of `resourceName`. */
function seesNamed(name: string, { visibility, inventory }: Sight): boolean {
  if (visibility.seesAll) return true;
  const names = namesOf(inventory);
  const [, kind, host = "", service = ""] = /^(host|service) ([^/]+)(?:\/(.+))?$/s.exec(name) ?? [];
  const resource = kind === "host" ? names.hosts.get(host) : names.service(host, service);
  return resource !== undefined && seesResource(visibility, resource.key);
}
