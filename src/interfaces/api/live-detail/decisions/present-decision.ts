import type { Caller } from "../../../../access/caller.ts";
import type { PresentDecision } from "../../../../alerting/rules/present-decision.ts";
import type { Resource } from "../../../../model/objects.ts";
import { presentOutcome } from "../../decision/present.ts";
import type { ApiParts } from "../../api-parts.ts";
import { definitionOf } from "./definition-of.ts";

/** What the rules answer now, with the definition that they looked at. */
export const presentDecisionNow = (
  decision: PresentDecision,
  resource: Resource,
  caller: Caller,
  { inventory }: Pick<ApiParts, "inventory">,
) => ({
  ...presentOutcome(decision, { visibility: caller.visibility, inventory: inventory() }),
  definition: definitionOf(decision, resource, caller, inventory()),
});
