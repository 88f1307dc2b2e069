import { expect, test } from "vitest";
import { instantOfLocal, localOfInstant } from "./local-time.ts";

test.each([
  ["2026-11-29T03:00", "Europe/Paris", "2026-11-29T02:00:00Z"],
  ["2026-07-01T03:00", "Europe/Paris", "2026-07-01T01:00:00Z"],
  ["2026-11-29T03:00", "America/New_York", "2026-11-29T08:00:00Z"],
  // Twice that night: the first.
  ["2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00Z"],
  // Never that night.
  ["2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30:00Z"],
])("%s in %s is %s", (local, zone, instant) => {
  expect(instantOfLocal(local, zone)).toBe(instant);
});

test("a local time comes back", () => {
  expect(localOfInstant("2026-11-29T02:00:30Z", "Europe/Paris")).toBe("2026-11-29T03:00");
});
