import fc from "fast-check";
import { expect, test } from "vitest";
import { loadObjects } from "../../config/objects/configuration-folder.fixture.ts";
import { isOpen, nextOpening } from "../../model/time-period.ts";
import { createPeriodTimes } from "./period-times.ts";
import { MONDAY } from "./scene.fixture.ts";

const {
  inventory: { timePeriods },
} = loadObjects(`
define timeperiod {
  timeperiod_name  workhours
  alias            workhours
  monday           08:00-12:00,13:00-17:00
  friday           08:00-24:00
  saturday         00:00-01:30
}
define timeperiod {
  timeperiod_name  never
  alias            never
}`);

test("cached openings equal computed ones after any earlier look-ups, also across clock changes", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: -400 * 86_400, max: 400 * 86_400 }),
          fc.constantFrom("UTC", "Europe/Paris", "America/Los_Angeles"),
        ),
        { maxLength: 30 },
      ),
      (lookUps) => {
        const times = createPeriodTimes({ timePeriods });
        const period = timePeriods.get("workhours")!;
        for (const [seconds, zone] of [...lookUps, ...lookUps.map(([at, where]) => [at + 30, where] as const)]) {
          const at = MONDAY + seconds;
          const expected = isOpen(period, timePeriods, at, zone) ? at : nextOpening(period, timePeriods, at, zone);
          expect(times.opening("workhours", zone, at)).toBe(expected);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("a missing or unknown period is always open; one without times never opens", () => {
  const times = createPeriodTimes({ timePeriods });

  expect([times.opening(null, "UTC", 7), times.opening("unknown", "UTC", 7), times.opening("never", "UTC", 7)]).toEqual(
    [7, 7, Infinity],
  );
});
