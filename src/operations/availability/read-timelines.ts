import type { TimelineSource } from "../../data/history/timeline-source.ts";
import type { Interval } from "../../engine/availability/intervals.ts";
import { endsInSoftProblem, factsFrom, knownUntilOf, timelineOf } from "../../engine/availability/timeline.ts";
import type { Known, Timeline } from "../../engine/availability/timeline.ts";
import { checkIntervalSeconds } from "../../engine/schedule/check-times.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { hostKey, SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import {
  DOWNTIME_KINDS,
  factsAfter,
  serverFactsAfter,
  type ResourceFacts,
  type ServerFacts,
} from "../../model/timeline-facts.ts";

export interface TimelineReader {
  /**
   * Reads the timeline of a resource in adjacent parts, in order, which together cover the range: what is held at a
   * time does not grow with the events of the range.
   */
  read(resource: Resource, options: ReadOptions): Promise<ReadResource>;
}

export interface ReadOptions {
  /** Where to begin, with the facts at that time; null: at the begin of the range. */
  readonly begin: { readonly at: number; readonly before: ResourceFacts } | null;
  /** A part ends at this time, if it is in the range; null: anywhere. */
  readonly cutAt: number | null;
  readonly take: (part: Timeline) => Promise<void>;
  /** Called after the part that ends at `cutAt`, if what no event told at the begin is told by then. */
  readonly atCut: (before: ResourceFacts) => void;
}

export interface ReadResource {
  /** True if events after the present cannot change it. */
  readonly isFinal: boolean;
}

export interface TimelineReaderOptions {
  readonly source: TimelineSource;
  readonly inventory: Inventory;
  readonly range: Interval;
  readonly now: number;
  readonly countsSoftProblems: boolean;
}

/** A longer time without checks than the interval and this counts as unmonitored. */
const BEYOND_INTERVAL_MS = 60_000;
/** How far a report looks ahead, in steps that double, to see whether a soft problem became hard. */
const FIRST_LOOK_AHEAD_MS = 3_600_000;

/** Reader of the timelines of one report: the server and each host are read once. */
export function createTimelineReader({
  source,
  inventory,
  range,
  now,
  countsSoftProblems,
}: TimelineReaderOptions): TimelineReader {
  const hosts = new Map<ResourceKey, Known<ResourceFacts>>();
  let server: (Known<ServerFacts> & { readonly until: number; readonly toldAt: UnixSeconds }) | null = null;

  const eventsOf = async (
    key: ResourceKey,
    from: number,
    to: number,
    isNeeded: (event: HistoryEvent) => boolean = () => true,
  ): Promise<readonly HistoryEvent[]> => {
    const events: HistoryEvent[] = [];
    for await (const page of source.events(key, from / 1000, to / 1000)) events.push(...page.filter(isNeeded));
    return events;
  };

  /** Downtimes of a host, which are those of its services. */
  const ofHost = async (key: ResourceKey): Promise<Known<ResourceFacts>> => {
    const known = hosts.get(key) ?? {
      before: (await source.stateBefore(key, range.from / 1000)).facts,
      events: await eventsOf(key, range.from, range.to, isOfDowntime),
    };
    hosts.set(key, known);
    return known;
  };

  const ofServer = async (until: number): Promise<NonNullable<typeof server>> => {
    if (server !== null && server.until >= until) return server;
    const { facts, toldAt } = await source.serverBefore(range.from / 1000);
    server = { before: facts, toldAt, events: await eventsOf(SERVER_KEY, range.from, until), until };
    return server;
  };

  const isUndecided = async (within: Interval, resource: Known<ResourceFacts>): Promise<boolean> =>
    countsSoftProblems && (await runCooperatively(endsInSoftProblem({ range: within, resource })));

  return {
    async read(resource, { begin, cutAt, take, atCut }) {
      const { key, kind, hostId } = resource;
      const toleratedGapMs = toleratedGapOf(resource, inventory);
      const knownUntil = knownUntilOf(range, toleratedGapMs, now);
      let from = begin?.at ?? range.from;
      const wholeHost = kind === "service" ? await ofHost(hostKey(hostId)) : null;
      let host = wholeHost && factsFrom(wholeHost, from, factsAfter);
      const wholeServer = await ofServer(knownUntil);
      let ofAll = factsFrom(wholeServer, from, serverFactsAfter);
      const { facts, toldAt } =
        begin === null ? await source.stateBefore(key, from / 1000) : { facts: begin.before, toldAt: -Infinity };
      let own: Known<ResourceFacts> = { before: facts, events: [] };
      const toldAtMs = Math.max(toldAt, wholeServer.toldAt) * 1000;

      const takePart = async (to: number): Promise<void> => {
        const part = { from, to };
        const known = { resource: own, host, server: ofAll };
        const ofPart = { range: part, knownUntil: knownUntilOf(part, toleratedGapMs, now) };
        const rest = { kind, toleratedGapMs, countsSoftProblems };
        await take(await runCooperatively(timelineOf({ ...ofPart, ...known, ...rest })));
        own = factsFrom(own, to, factsAfter);
        host = host && factsFrom(host, to, factsAfter);
        ofAll = factsFrom(ofAll, to, serverFactsAfter);
        from = to;
        if (to === cutAt && toldAtMs < cutAt) atCut(own.before);
      };
      const takeUpTo = async (to: number): Promise<void> => {
        if (cutAt !== null && from < cutAt && cutAt < to) await takePart(cutAt);
        await takePart(to);
      };

      for await (const page of source.events(key, from / 1000, knownUntil / 1000)) {
        const isFirst = own.events.length === 0;
        own = { before: own.before, events: [...own.events, ...page] };
        // So far the events decide what a time without monitoring counts as.
        const to = lastPartEnd(own.events, toleratedGapMs);
        if (isFirst || to <= from || (await isUndecided({ from, to }, own))) continue;
        await takeUpTo(to);
      }
      // Reads on until no soft problem of the range is undecided, or to the present.
      let until = knownUntil;
      for (let step = FIRST_LOOK_AHEAD_MS; until < now && (await isUndecided({ from, to: range.to }, own)); step *= 2) {
        const next = Math.min(now, until + step);
        own = { before: own.before, events: [...own.events, ...(await eventsOf(key, until, next))] };
        until = next;
      }
      const isDecided = !(await isUndecided({ from, to: range.to }, own));
      await takeUpTo(range.to);
      return { isFinal: knownUntilOf(range, toleratedGapMs, Infinity) <= now && isDecided };
    },
  };
}

export const toleratedGapOf = (resource: Resource, inventory: Inventory): number =>
  Math.ceil(checkIntervalSeconds(resource, inventory) * 1000) + BEYOND_INTERVAL_MS;

const isOfDowntime = ({ kind }: HistoryEvent): boolean => (DOWNTIME_KINDS as readonly string[]).includes(kind);

const lastPartEnd = (events: readonly HistoryEvent[], toleratedGapMs: number): number =>
  Math.floor(events.at(-1)!.at * 1000) - toleratedGapMs - 1_000;
