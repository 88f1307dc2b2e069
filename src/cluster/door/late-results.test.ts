import { beforeEach, expect, test } from "vitest";
import { HOT_SECONDS } from "../../data/history/archiver.ts";
import { DEFAULT_LIMITS } from "../../data/result-buffer/result-buffer.ts";
import { hostKey, serviceKey, type ResourceKey } from "../../model/resource-key.ts";
import { createLateResults, LATE_SECONDS, type LateResults } from "./late-results.ts";

const NOW = 1_800_000_000;
const PARIS = { id: 2, name: "paris" };
const till = hostKey(1);
const page = serviceKey(1, 2);
/** Only others send results of it. */
const trap = serviceKey(1, 3);
const elsewhere = hostKey(9);

let over: number[];
let others: ResourceKey[];
let late: LateResults;
beforeEach(() => {
  [over, others] = [[], []];
  late = createLateResults({
    placeOf: (key) => (key === elsewhere ? 1 : PARIS.id),
    isCheckedThere: (key) => key !== trap,
    onOver: (id, keys) => {
      over.push(id);
      others.push(...keys);
    },
    onElsewhere: (keys) => others.push(...keys),
  });
});

test("while a poller is cut off, results of what it checks are awaited, and no others", () => {
  late.begin(PARIS);
  expect([till, page, trap, elsewhere].map((key) => late.latePoller(key))).toEqual(["paris", "paris", null, null]);
});

test("they are awaited until the first result that comes as it was made, and that is told once", () => {
  late.begin(PARIS);
  late.noteResult(PARIS, page, NOW - LATE_SECONDS - 1, NOW);
  expect(late.latePoller(till)).toBe("paris");
  late.noteResult(PARIS, page, NOW - LATE_SECONDS, NOW);
  late.noteResult(PARIS, page, NOW, NOW);
  expect(late.latePoller(till)).toBeNull();
  expect(over).toEqual([PARIS.id]);
});

test("or until nothing more is to come", () => {
  late.end(PARIS.id);
  late.begin(PARIS);
  late.end(PARIS.id);
  expect(over).toEqual([PARIS.id]);
});

test("a late result of a resource that others send results of is late as well", () => {
  late.noteResult(PARIS, trap, NOW - 3_600, NOW);
  expect(late.latePoller(trap)).toBe("paris");
});

test("come before the archiver moves what happened at their time, so that no month of the history is opened again", () => {
  expect(DEFAULT_LIMITS.maxSeconds).toBeLessThan(HOT_SECONDS);
});

test("of a poller that is no longer expected nothing is awaited, and nothing decided", () => {
  late.begin(PARIS);
  late.forget(PARIS.id);
  expect(late.latePoller(till)).toBeNull();
  expect(over).toEqual([]);
});

test("late results of a host that another member of its group checks by now are awaited until all have come", () => {
  late.begin(PARIS);
  expect(late.latePoller(elsewhere)).toBeNull();
  late.noteResult(PARIS, elsewhere, NOW - LATE_SECONDS - 1, NOW);
  expect(late.latePoller(elsewhere)).toBe("paris");
  late.end(PARIS.id);
  expect(late.latePoller(elsewhere)).toBeNull();
  expect(others).toEqual([elsewhere]);
});

test("they are not awaited from a member that is cut off again, nor of a host that moves", () => {
  late.noteResult(PARIS, elsewhere, NOW - LATE_SECONDS - 1, NOW);
  late.begin(PARIS);
  expect(late.latePoller(elsewhere)).toBeNull();
  expect(others).toEqual([elsewhere]);
  late.noteResult(PARIS, elsewhere, NOW - LATE_SECONDS - 1, NOW);
  late.move([elsewhere]);
  expect(late.latePoller(elsewhere)).toBeNull();
});
