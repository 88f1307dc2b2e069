import type { Downtime } from "../../model/downtime.ts";
import type { Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock } from "../../lib/clock.ts";
import { decisionHistory, type DeliveryRecords, type NotifiedDecision } from "./decision-history.ts";
import { newestDecisions, type NewestDecisions, type NotifiedPage } from "./newest-decisions.ts";
import { presentDecisions, type PresentDecision } from "./present-decision.ts";
import { simulate, type Hypothesis, type Simulation } from "./simulate.ts";
import type { RuleContext } from "./rule-context.ts";

/** Read-only queries about notification decisions. */
export interface DecisionQueries {
  /** Newest first. */
  history(resource: Resource, limit: number): Promise<readonly NotifiedDecision[]>;
  /**
   * Of all resources, newest first: those that fit, at most `limit`, and where to go on. Looks at a bounded number, so
   * that a page can be short, or empty, and have a next one.
   */
  newest(request: NewestDecisions): Promise<NotifiedPage>;
  present(resource: Resource): readonly PresentDecision[];
  simulate(resource: Resource, hypothesis: Hypothesis): Simulation;
  /** IANA name of the zone of all times in the texts: that of the resource, else of its host or the program. */
  zoneOf(resource: Resource): string;
}

export interface DecisionQueriesOptions {
  readonly clock: Clock;
  readonly records: DeliveryRecords;
  readonly ruleContext: () => RuleContext;
  /** Downtimes of a resource that are not over. */
  readonly downtimesOf: (key: ResourceKey) => readonly Downtime[];
}

export function createDecisionQueries({
  clock,
  records,
  ruleContext,
  downtimesOf,
}: DecisionQueriesOptions): DecisionQueries {
  const zoneOf = (resource: Resource): string => ruleContext().targets.of(resource).zone;
  return {
    zoneOf,
    history: (resource, limit) => decisionHistory(records, resource.key, limit, zoneOf(resource)),
    newest: (request) => newestDecisions(records, request),
    present(resource) {
      const state = ruleContext().stateOf(resource.key);
      return state === null ? [] : presentDecisions(ruleContext(), resource, state, Math.floor(clock.now()));
    },
    simulate: (resource, hypothesis) => simulate(ruleContext(), resource, hypothesis, downtimesOf),
  };
}
