import type { UnixSeconds } from "../../lib/clock.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { ResourceFacts, ServerFacts } from "../../model/timeline-facts.ts";

/** History of the facts that reports are made from. Every read has all that was committed before the call. */
export interface TimelineSource {
  /**
   * Events of a resource (or the server) that change facts, in order of time and then of id, with times from `from` up
   * to, not including, `to`; some at a time, so that a reader need not hold all.
   */
  events(key: ResourceKey, from: UnixSeconds, to: UnixSeconds): AsyncIterable<readonly HistoryEvent[]>;
  /** Facts of a resource from all events before `time`, however old. */
  stateBefore(key: ResourceKey, time: UnixSeconds): Promise<FactsBefore<ResourceFacts>>;
  /** The same of the server. */
  serverBefore(time: UnixSeconds): Promise<FactsBefore<ServerFacts>>;
}

export interface FactsBefore<Facts> {
  readonly facts: Facts;
  /**
   * Time of the first later event that tells what no earlier one does; -Infinity: earlier ones tell everything;
   * Infinity: an event may come that tells more.
   */
  readonly toldAt: UnixSeconds;
}
