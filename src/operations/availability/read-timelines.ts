import type { TimelineSource } from "../../data/history/timeline-source.ts";
import type { Interval } from "../../engine/availability/intervals.ts";
import {
  endsInSoftProblem,
  knownUntilOf,
  timelineOf,
  type Known,
  type Timeline,
} from "../../engine/availability/timeline.ts";
import { checkIntervalSeconds } from "../../engine/schedule/check-times.ts";
import { runCooperatively } from "../../lib/cooperative.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { hostKey, SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceFacts, ServerFacts } from "../../model/timeline-facts.ts";

export interface TimelineReader {
  read(resource: Resource): Promise<ResourceTimeline>;
}

export interface ResourceTimeline {
  readonly timeline: Timeline;
  readonly toleratedGapMs: number;
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
  const hosts = new Map<ResourceKey, Known<ResourceFacts> & { readonly until: number }>();
  let server: (Known<ServerFacts> & { readonly until: number }) | null = null;

  const eventsOf = async (key: ResourceKey, from: number, to: number): Promise<Known<never>["events"]> =>
    (await source.eventsOf([key], from / 1000, to / 1000)).get(key) ?? [];

  const ofResource = async (key: ResourceKey, until: number): Promise<Known<ResourceFacts>> => ({
    before: await source.stateBefore(key, range.from / 1000),
    events: await eventsOf(key, range.from, until),
  });

  const ofHost = async (key: ResourceKey): Promise<Known<ResourceFacts>> => {
    const known = hosts.get(key) ?? { ...(await ofResource(key, range.to)), until: range.to };
    hosts.set(key, known);
    return known;
  };

  const ofServer = async (until: number): Promise<Known<ServerFacts>> => {
    if (server === null || server.until < until)
      server = {
        before: await source.serverBefore(range.from / 1000),
        events: await eventsOf(SERVER_KEY, range.from, until),
        until,
      };
    return server;
  };

  const endsInSoft = (known: Known<ResourceFacts>): Promise<boolean> =>
    runCooperatively(endsInSoftProblem({ range, resource: known }));

  /** Reads on until no soft problem of the range is undecided, or to the present. */
  const withSoftProblems = async (
    key: ResourceKey,
    first: Known<ResourceFacts>,
    from: number,
  ): Promise<Known<ResourceFacts>> => {
    let [known, until] = [first, from];
    for (let step = FIRST_LOOK_AHEAD_MS; until < now && (await endsInSoft(known)); step *= 2) {
      const to = Math.min(now, until + step);
      known = { ...known, events: [...known.events, ...(await eventsOf(key, until, to))] };
      until = to;
    }
    return known;
  };

  return {
    async read(resource) {
      const { key, kind, hostId } = resource;
      const toleratedGapMs = Math.ceil(checkIntervalSeconds(resource, inventory) * 1000) + BEYOND_INTERVAL_MS;
      const knownUntil = knownUntilOf(range, toleratedGapMs, now);
      const own = await ofResource(key, knownUntil);
      const decided = countsSoftProblems ? await withSoftProblems(key, own, knownUntil) : own;
      const host = kind === "service" ? await ofHost(hostKey(hostId)) : null;
      const ofRange = { range, knownUntil, toleratedGapMs, countsSoftProblems };
      const known = { resource: decided, host, server: await ofServer(knownUntil) };
      return {
        toleratedGapMs,
        isFinal:
          knownUntilOf(range, toleratedGapMs, Infinity) <= now && !(countsSoftProblems && (await endsInSoft(decided))),
        timeline: await runCooperatively(timelineOf({ kind, ...ofRange, ...known })),
      };
    },
  };
}
