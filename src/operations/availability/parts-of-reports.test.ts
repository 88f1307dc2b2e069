import { expect, test } from "vitest";
import { createFakeClock } from "../../../test/support/fake-clock.ts";
import { DAY, NOW } from "../../../test/support/history-scene.ts";
import { HTTP, inventedInventory, WEB_01 } from "../../../test/support/invented-site.ts";
import { createRandom } from "../../../test/support/random.ts";
import type { TimelineSource } from "../../data/history/timeline-source.ts";
import { DEFAULT_POLICY } from "../../engine/availability/policy.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { Resource } from "../../model/objects.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import { createAvailabilityReports } from "./availability-reports.ts";
import { createClosedParts, type ClosedPartsCache } from "./closed-parts.ts";
import { asked, FROM, historyOf, listed, reportOf, RESOURCES, seeds } from "./listed-timeline.fixture.ts";

test.each(seeds(40))(
  "a report that reads a few events at a time is that which reads all at once (seed %d)",
  async (seed) => {
    const random = createRandom(seed + 1_000);
    const { inTime, late } = historyOf(random);
    const events = [...inTime, ...late];
    const clock = createFakeClock(NOW);
    for (let count = 0; count < 5; count++) {
      const request = asked(random, -5);
      const pageSize = random.between(1, 12);
      expect(await reportOf(listed(events, pageSize), clock, request), JSON.stringify({ pageSize, request })).toEqual(
        await reportOf(listed(events), clock, request),
      );
    }
  },
);

test.each(seeds(30))(
  "what is kept of days that are over changes no report, also when events come late (seed %d)",
  async (seed) => {
    const random = createRandom(seed + 2_000);
    const { inTime, late } = historyOf(random);
    const clock = createFakeClock(FROM);
    const closed = createClosedParts();
    const reports = createAvailabilityReports({
      timeline: {
        ...listed([]),
        events: (...asked) => listed(committed).events(...asked),
        stateBefore: (...asked) => listed(committed).stateBefore(...asked),
        serverBefore: (...asked) => listed(committed).serverBefore(...asked),
      },
      inventory: () => inventedInventory,
      clock,
      notSeenSince: () => null,
      closed,
    });
    const committed: HistoryEvent[] = [];
    const coming = [
      ...inTime.map((event) => ({ event, comesAt: event.at })),
      ...late.map((event) => ({ event, comesAt: event.at + random.between(0, 20 * DAY) })),
    ].sort((one, other) => one.comesAt - other.comesAt);
    const zone = "Europe/Paris";
    const dateOf = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

    while (clock.now() < NOW) {
      await clock.advanceBy(random.between(3_600, 6 * DAY));
      const now = coming.filter(({ comesAt }) => comesAt <= clock.now()).map(({ event }) => event);
      coming.splice(0, now.length);
      committed.push(...now);
      closed.committed({
        revision: 1,
        lastEventId: 1,
        isShownAlready: false,
        changes: now.map((event) => ({ kind: "event", event })),
      });
      const from = FROM + random.between(0, 2) * 10 * DAY;
      const to = from + random.between(1, 100) * DAY;
      const request = {
        dates: { from: dateOf(from), to: dateOf(to), zone },
        period: null,
        policy: DEFAULT_POLICY,
        countsSoftProblems: random.chance(0.1),
      };
      expect(await reports.of(RESOURCES, request), JSON.stringify(request)).toEqual(
        await reportOf(listed(committed), clock, request),
      );
    }
  },
);

test("a report of days that are over is read once, until an event of them comes late or too much is kept", async () => {
  const { inTime } = historyOf(createRandom(1));
  const clock = createFakeClock(NOW);
  const told = (key: ResourceKey, kind: HistoryEvent["kind"]): HistoryEvent => ({ ...inTime[0]!, key, kind, at: FROM });
  const source = listed([
    told(SERVER_KEY, "monitoring-started"),
    ...[WEB_01, HTTP].flatMap((key) => [told(key, "object-configured"), { ...told(key, "first-result"), state: 0 }]),
    ...inTime,
  ]);
  let reads = 0;
  const counting = {
    ...source,
    events: (...asked: Parameters<TimelineSource["events"]>) => {
      reads++;
      return source.events(...asked);
    },
  };
  const request = { dates: { from: "2026-09-01", to: "2026-10-01", zone: "UTC" }, countsSoftProblems: false };
  const readsOf = async (closed: ClosedPartsCache): Promise<number> => {
    reads = 0;
    await reportOf(counting, clock, request, closed);
    return reads;
  };
  const event = { ...inTime.find(({ key }) => key === HTTP)!, at: Date.UTC(2026, 8, 20) / 1000 };
  const comes = (closed: ClosedPartsCache, key: ResourceKey, at = event.at): void =>
    closed.committed({
      revision: 1,
      lastEventId: 1,
      isShownAlready: false,
      changes: [{ kind: "event", event: { ...event, key, at } }],
    });
  const closed = createClosedParts();
  const all = await readsOf(closed);

  expect(all).toBeGreaterThan(0);
  expect(await readsOf(closed)).toBe(0);
  comes(closed, HTTP, NOW);
  expect(await readsOf(closed)).toBe(0);
  comes(closed, HTTP);
  expect(await readsOf(closed)).toBeLessThanOrEqual(all);
  expect(await readsOf(closed)).toBe(0);
  for (const key of [WEB_01, SERVER_KEY]) {
    comes(closed, key);
    expect(await readsOf(closed)).toBe(all);
    expect(await readsOf(closed)).toBe(0);
  }
  const small = createClosedParts(10);
  await readsOf(small);
  expect(await readsOf(small)).toBe(all);
});

const countedAt = async (
  source: TimelineSource,
  now: number,
  request: ReturnType<typeof asked>,
  resources: readonly Resource[],
) => {
  const clock = createFakeClock(now);
  const reports = createAvailabilityReports({
    timeline: source,
    inventory: () => inventedInventory,
    clock,
    notSeenSince: () => null,
    closed: createClosedParts(),
  });
  return (await reports.of(resources, { ...request, period: null, policy: DEFAULT_POLICY })).members;
};

test.each(seeds(20))("an object has the same numbers whatever else is in the report (seed %d)", async (seed) => {
  const random = createRandom(seed + 3_000);
  const { inTime, late } = historyOf(random);
  const source = listed([...inTime, ...late], 20);
  const request = asked(random, 0);
  const others = [...inventedInventory.services, ...inventedInventory.hosts].filter(() => random.chance(0.5));
  const together = await countedAt(source, NOW, request, [...others, ...RESOURCES, ...others]);

  for (const resource of RESOURCES) {
    const [alone] = await countedAt(source, NOW, request, [resource]);
    const same = together.filter((member) => member.resource.key === resource.key);
    expect(same.length).toBeGreaterThan(0);
    for (const member of same) expect(member).toEqual(alone);
  }
});

test.each(seeds(20))("a report of a month that is over does not change later (seed %d)", async (seed) => {
  const { inTime } = historyOf(createRandom(seed + 4_000));
  const dates = { from: "2026-09-01", to: "2026-10-01", zone: "Europe/Paris" };
  const request = { dates, countsSoftProblems: false };
  const soon = Date.UTC(2026, 9, 1) / 1000 + 7_200;
  const until = (time: number): TimelineSource => listed(inTime.filter(({ at }) => at < time));

  expect(await countedAt(until(NOW), NOW, request, RESOURCES)).toEqual(
    await countedAt(until(soon), soon, request, RESOURCES),
  );
});
