import { expect, test } from "vitest";
import { createLatencyRecord } from "./check-counts.ts";

test("there is no latency before the first check", () => {
  expect(createLatencyRecord().latest()).toBeNull();
});

test("one check in a hundred is later than p99", () => {
  const record = createLatencyRecord();
  for (let n = 0; n < 100; n++) record.note(1_000, 1_000 + n / 100);

  expect(record.latest()).toEqual({ p50: 0.5, p99: 0.99 });
  expect(record.noted).toBe(100);
});

test("only the latest thousand are counted", () => {
  const record = createLatencyRecord();
  for (let n = 0; n < 1_000; n++) record.note(0, 60);
  for (let n = 0; n < 1_000; n++) record.note(0, 0.5);

  expect(record.latest()).toEqual({ p50: 0.5, p99: 0.5 });
  expect(record.noted).toBe(2_000);
});

test("a check that started before it was due, because the clock was set back, is not late", () => {
  const record = createLatencyRecord();
  record.note(2_000, 1_000);

  expect(record.latest()).toEqual({ p50: 0, p99: 0 });
});
