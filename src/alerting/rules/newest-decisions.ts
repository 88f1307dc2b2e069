import { setImmediate } from "node:timers/promises";
import { withItsMessages, type DeliveryRecords, type NotifiedDecision } from "./decision-history.ts";
import type { DecisionQuery } from "../../data/store/store.ts";
import type { Decision } from "../../model/notification-decision.ts";
import type { ResourceKey } from "../../model/resource-key.ts";

export interface NewestDecisions extends Omit<DecisionQuery, "outcome"> {
  /** `failed`: notified, but a message was given up, or its attempts fail; `told`: the others. */
  readonly outcome?: Decision["outcome"] | "failed";
  readonly limit: number;
  readonly isWanted: (key: ResourceKey) => boolean;
  /** IANA zone of times in the texts. */
  readonly zoneOfKey: (key: ResourceKey) => string;
}

export interface NotifiedPage {
  readonly decisions: readonly NotifiedDecision[];
  /** `before` of the next page; null: there is nothing older. */
  readonly next: number | null;
}

/** Reads of the store for one page; requests and results come between two. */
const MAX_READS = 20;

/** Decisions of all resources, newest first. */
export async function newestDecisions(
  records: DeliveryRecords,
  { outcome, limit, isWanted, zoneOfKey, ...query }: NewestDecisions,
): Promise<NotifiedPage> {
  const stored = outcome === "failed" ? "told" : outcome;
  const found: NotifiedDecision[] = [];
  let { before } = query;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const page = await records.readNewestDecisions({
      ...query,
      ...(before !== undefined && { before }),
      ...(stored !== undefined && { outcome: stored }),
    });
    for (const decision of page.decisions) {
      if (!isWanted(decision.key)) continue;
      const notified = await withItsMessages(records, decision, zoneOfKey(decision.key));
      if (decision.outcome === "told" && outcome !== undefined && isFailing(notified) !== (outcome === "failed"))
        continue;
      found.push(notified);
      if (found.length === limit) return { decisions: found, next: decision.id };
    }
    if (page.next === null) return { decisions: found, next: null };
    before = page.next;
    await setImmediate();
  }
  return { decisions: found, next: before ?? null };
}

/** A message was given up, or was tried in vain so far. */
export const isFailing = ({ messages }: Pick<NotifiedDecision, "messages">): boolean =>
  messages.some(({ status, failed }) => status === "failed" || failed !== null);
