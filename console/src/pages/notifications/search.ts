import { oneOf, said, text, type RawSearch } from "../search.ts";

export const OUTCOMES = ["told", "not-told", "waiting", "failed"] as const;
export type OutcomeFilter = (typeof OUTCOMES)[number];
export const DECISION_RANGES = ["day", "week", "all"] as const;
export type DecisionRange = (typeof DECISION_RANGES)[number];

export interface NotificationsSearch {
  readonly who?: string;
  readonly q?: string;
  readonly outcome?: OutcomeFilter;
  readonly code?: string;
  readonly range?: DecisionRange;
}

/** What stands in the address of the page of notifications. */
export const notificationsSearch = (raw: RawSearch): NotificationsSearch =>
  said({
    who: text(raw["who"]),
    q: text(raw["q"]),
    outcome: oneOf(OUTCOMES, raw["outcome"]),
    code: text(raw["code"]),
    range: oneOf(DECISION_RANGES, raw["range"]),
  });
