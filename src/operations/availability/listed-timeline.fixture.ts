import { DAY, NOW } from "../../../test/support/history-scene.ts";
import { HTTP, inventedInventory, WEB_01 } from "../../../test/support/invented-site.ts";
import type { Random } from "../../../test/support/random.ts";
import type { TimelineSource } from "../../data/history/timeline-source.ts";
import { DEFAULT_POLICY } from "../../engine/availability/policy.ts";
import { randomHistory } from "../../engine/availability/random-history.fixture.ts";
import type { Clock } from "../../lib/clock.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import {
  CONFIGURED_KINDS,
  factsAfter,
  NO_FACTS,
  NO_SERVER_FACTS,
  serverFactsAfter,
  serverWithLaterEvent,
  STATE_KINDS,
  withLaterEvents,
  withPresentState,
} from "../../model/timeline-facts.ts";
import { createAvailabilityReports } from "./availability-reports.ts";
import { createClosedParts } from "./closed-parts.ts";

export const FROM = Date.UTC(2026, 7, 20) / 1000;
const TICK_MS = 60_000;
export const RESOURCES = [...inventedInventory.hosts, ...inventedInventory.services].filter(({ key }) =>
  [WEB_01, HTTP].includes(key),
);

/** Reads all events from one list, `pageSize` at a time. */
export function listed(events: readonly HistoryEvent[], pageSize = Infinity): TimelineSource {
  const all = events.toSorted((one, other) => one.at - other.at);
  const ofKey = (key: ResourceKey, from: number, to: number): readonly HistoryEvent[] =>
    all.filter((event) => event.key === key && event.at >= from && event.at < to);
  return {
    async *events(key, from, to) {
      const found = ofKey(key, from, to);
      for (let first = 0; first < found.length; first += pageSize) yield found.slice(first, first + pageSize);
    },
    async stateBefore(key, time) {
      const later = ofKey(key, time, Infinity);
      const facts = ofKey(key, -Infinity, time).reduce(factsAfter, NO_FACTS);
      const [hasState, hasConfigured] = [facts.hardState !== null || facts.isPending, facts.isConfigured !== null];
      const first = (...kinds: readonly string[]): number =>
        later.find(({ kind }) => kinds.includes(kind))?.at ?? Infinity;
      return {
        facts: withPresentState(withLaterEvents(facts, later), later, null, time),
        toldAt: Math.max(
          hasState ? -Infinity : first(...STATE_KINDS),
          hasConfigured ? -Infinity : first(...CONFIGURED_KINDS),
        ),
      };
    },
    async serverBefore(time) {
      const facts = ofKey(SERVER_KEY, -Infinity, time).reduce(serverFactsAfter, NO_SERVER_FACTS);
      const isRun = ({ kind }: HistoryEvent): boolean => kind.startsWith("monitoring-");
      if (facts.isKnown) return { facts, toldAt: -Infinity };
      const first = ofKey(SERVER_KEY, time, Infinity).find(isRun);
      return { facts: serverWithLaterEvent(facts, first), toldAt: first?.at ?? Infinity };
    },
  };
}

/** Of a service, its host and the server, in the order in which they are committed: some come late. */
export function historyOf(random: Random): {
  readonly inTime: readonly HistoryEvent[];
  readonly late: readonly HistoryEvent[];
} {
  const shape = {
    from: FROM * 1000,
    to: NOW * 1000,
    tickMs: TICK_MS,
    toleratedGapMs: 6 * TICK_MS,
    pauseMs: 3 * DAY * 1000,
  };
  const { service, host, server } = randomHistory(random, shape);
  const keyed = (events: readonly HistoryEvent[], key: ResourceKey): readonly HistoryEvent[] =>
    events.filter(({ at }) => at < NOW).map((event) => ({ ...event, key }));
  const all = [...keyed(server, SERVER_KEY), ...keyed(host, WEB_01), ...keyed(service, HTTP)].sort(
    (one, other) => one.at - other.at,
  );
  const isLate = all.map(() => random.chance(0.1));
  return { inTime: all.filter((_, index) => !isLate[index]), late: all.filter((_, index) => isLate[index]) };
}

export interface Asked {
  readonly dates: { readonly from: string; readonly to: string; readonly zone: string };
  readonly countsSoftProblems: boolean;
}

export function asked(random: Random, firstDay: number): Asked {
  const dateOf = (day: number): string => new Date((FROM + day * DAY) * 1000).toISOString().slice(0, 10);
  const days = Math.floor((NOW - FROM) / DAY);
  const from = random.between(firstDay, days - 1);
  const dates = { from: dateOf(from), to: dateOf(random.between(from + 1, days)), zone: "Europe/Paris" };
  return { dates, countsSoftProblems: random.chance(0.5) };
}

export const reportOf = (
  timeline: TimelineSource,
  clock: Clock,
  request: Asked,
  closed = createClosedParts(),
): Promise<unknown> =>
  createAvailabilityReports({
    timeline,
    inventory: () => inventedInventory,
    clock,
    notSeenSince: () => null,
    closed,
  }).of(RESOURCES, {
    ...request,
    period: null,
    policy: DEFAULT_POLICY,
  });

export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, seed) => seed);
