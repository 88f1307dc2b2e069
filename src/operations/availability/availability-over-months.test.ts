import { readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { seedsFor } from "../../../test/support/repetitions.ts";
import { DAY, openHistoryScene, type HistoryScene } from "../../../test/support/history-scene.ts";
import { HTTP } from "../../../test/support/invented-site.ts";
import { createRandom, type Random } from "../../../test/support/random.ts";
import { createStoredTimeline } from "../../data/history/read-timeline.ts";
import type { TimelineSource } from "../../data/history/timeline-source.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { asked, FROM, historyOf, listed, reportOf } from "./listed-timeline.fixture.ts";

let scene: HistoryScene;

const commit = (events: readonly HistoryEvent[]): Promise<unknown> =>
  scene.store.commit(events.map((event) => ({ kind: "event", event })));

async function mustBeEqual(events: readonly HistoryEvent[], random: Random, firstDay = -5): Promise<void> {
  const stored = createStoredTimeline({ history: scene.history, presentState: () => null });
  const request = asked(random, firstDay);
  const report = await reportOf(stored, scene.clock, request);
  expect(report, JSON.stringify(request)).toEqual(await reportOf(listed(events), scene.clock, request));
}

const times = async (count: number, work: () => Promise<void>): Promise<void> => {
  for (let done = 0; done < count; done++) await work();
};

describe("availability from store and months is that from one list", () => {
  afterEach(() => scene.remove());

  test.each(seedsFor({ all: 8, quick: 3 }))(
    "before, while and after events are moved, also late ones (seed %d)",
    async (seed) => {
      const random = createRandom(seed);
      scene = await openHistoryScene();
      const { inTime, late } = historyOf(random);
      const whileMoved = async (events: readonly HistoryEvent[]): Promise<void> => {
        await times(3, () => mustBeEqual(events, random));
        let isMoving = true;
        const moved = scene.archive().finally(() => {
          isMoving = false;
        });
        while (isMoving) await mustBeEqual(events, random);
        await moved;
        await times(12, () => mustBeEqual(events, random));
      };

      await commit(inTime);
      await whileMoved(inTime);
      await commit(late);
      await whileMoved([...inTime, ...late]);
      expect(readdirSync(scene.months)).toContain("2026-08.sqlite");
    },
  );

  test.each(seedsFor({ all: 5, quick: 2 }))(
    "when older months are gone, and after a restart (seed %d)",
    async (seed) => {
      const random = createRandom(seed);
      const days = { states: 50, downtimes: 50, acknowledgements: 50, operations: 50, notifications: 50 };
      scene = await openHistoryScene({ days: { ...days, softStates: 50 } });
      const { inTime, late } = historyOf(random);
      const all = [...inTime, ...late];
      await commit(inTime);
      await scene.archive();
      await commit(late);
      for (let hour = 0; hour < 25; hour++) await scene.archive();
      expect(readdirSync(scene.months).filter((name) => name.endsWith(".sqlite"))).toEqual([
        "2026-10.sqlite",
        "2026-11.sqlite",
      ]);

      const october = Math.ceil((Date.UTC(2026, 9, 1) / 1000 - FROM) / DAY) + 1;
      const stored = (): TimelineSource => createStoredTimeline({ history: scene.history, presentState: () => null });
      const mustBeExact = async (): Promise<void> => {
        const request = { ...asked(random, october), countsSoftProblems: false };
        expect(await reportOf(stored(), scene.clock, request)).toEqual(
          await reportOf(listed(all), scene.clock, request),
        );
      };
      await times(10, mustBeExact);
      scene = await scene.restart();
      await times(5, mustBeExact);
      // Something very late makes an older month once more.
      const first = inTime.find(({ key }) => key === HTTP)!;
      await commit([{ ...first, kind: "acknowledgement-set", at: FROM }]);
      await scene.archive();
      await times(5, mustBeExact);
    },
  );

  test("what is lost with a damaged month does not change the states after it", async () => {
    const random = createRandom(1);
    scene = await openHistoryScene();
    const { inTime } = historyOf(random);
    await commit(inTime);
    await scene.archive();
    truncateSync(join(scene.months, "2026-09.sqlite"), 4096);
    const source = createStoredTimeline({ history: scene.history, presentState: () => null });
    const atStart = Date.UTC(2026, 9, 1) / 1000;
    await source.stateBefore(HTTP, atStart - DAY);
    await commit([{ ...inTime.find(({ key }) => key === HTTP)!, kind: "hard-state", state: 2, at: FROM }]);
    await scene.archive();

    expect(await source.stateBefore(HTTP, atStart)).toEqual(await listed(inTime).stateBefore(HTTP, atStart));
  });
});
