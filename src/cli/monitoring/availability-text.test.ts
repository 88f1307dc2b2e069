import { expect, test } from "vitest";
import { availabilityText, type AvailabilityAnswer } from "./availability-text.ts";

const HOUR_MS = 3_600_000;

const totals = (good: number, bad: number) => ({
  good_ms: good * HOUR_MS,
  bad_ms: bad * HOUR_MS,
  excluded_ms: 0,
  availability: good / (good + bad),
  failures: 1,
  mttr_ms: null,
  mtbf_ms: null,
});

const member = (name: string, good: number, bad: number): AvailabilityAnswer["result"][number] => ({
  ...totals(good, bad),
  host: { name },
  service: null,
  service_time_ms: 24 * HOUR_MS,
  table: [],
  outages: [],
  outages_total: 1,
});

/** The two web servers of docs/availability.md. */
const answer = (mode: string, good: number, bad: number): AvailabilityAnswer => ({
  report: {
    zone: "UTC",
    start: "2026-11-01T00:00:00Z",
    end: "2026-11-02T00:00:00Z",
    is_final: true,
    period: null,
    soft: false,
    policy: {},
  },
  group: { ...totals(good, bad), name: "web servers", mode },
  result: [member("A", 22, 2), member("B", 21, 3)],
});

test.each([
  ["all", 20, 4, "83.333 % available, good while all of its 2 members are (--group all)"],
  ["any", 23, 1, "95.833 % available, good while any of its 2 members is (--group any)"],
  ["2", 20, 4, "83.333 % available, good while at least 2 of its 2 members are"],
])("the number of a group in mode %s says what it counts, beside the mean of its members", (mode, good, bad, head) => {
  const lines = availabilityText(answer(mode, good, bad), { hasColours: false, columns: null }).split("\n");

  expect(lines[0]).toBe(`web servers: ${head}`);
  expect(lines[3]).toBe("  mean of the members (--group mean): 89.583 %");
  expect(lines.slice(5, 8)).toEqual([
    "MEMBER ALONE  AVAILABLE  GOOD  BAD  EXCLUDED  OUTAGES",
    "A             91.666 %   22h   2h   0s        1",
    "B             87.500 %   21h   3h   0s        1",
  ]);
});

test("the mean says that it is one", () => {
  const text = availabilityText(answer("mean", 43, 5), { hasColours: false, columns: null });

  expect(text).toMatch(/^web servers: 89\.583 % available, the mean of its 2 members, by time\n/);
  expect(text).not.toContain("--group mean");
});
