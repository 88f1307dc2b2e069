import { expect, test } from "vitest";
import { logQuery } from "./log-query.ts";
import type { EventsSearch } from "./search.ts";

const NOW = Date.parse("2026-11-29T10:00:00Z");
const SECONDS = NOW / 1_000;

test("a range ends now, or at the time that was jumped to", () => {
  expect(logQuery({}, NOW, "Europe/Paris")).toMatchObject({ from: SECONDS - 86_400, to: undefined, kind: undefined });
  expect(logQuery({ range: "hour", to: "2026-11-29T09:00:00Z" }, NOW, "Europe/Paris")).toMatchObject({
    from: SECONDS - 7_200,
    to: SECONDS - 3_600,
  });
  expect(logQuery({ range: "all" }, NOW, "Europe/Paris")).toMatchObject({ from: undefined });
});

test("since midnight is since that of the person, also before a time that was jumped to", () => {
  const from = (search: EventsSearch, zone: string): unknown =>
    logQuery({ range: "midnight", ...search }, NOW, zone)["from"];
  expect(from({}, "Europe/Paris")).toBe(Date.parse("2026-11-28T23:00:00Z") / 1_000);
  expect(from({}, "Asia/Tokyo")).toBe(Date.parse("2026-11-28T15:00:00Z") / 1_000);
  // The day on which the clocks go back has 25 hours.
  expect(from({ to: "2026-10-25T20:00:00Z" }, "Europe/Paris")).toBe(Date.parse("2026-10-24T22:00:00Z") / 1_000);
});

test("a text is searched within 31 days at most", () => {
  expect(logQuery({ range: "all", text: "disk" }, NOW, "Europe/Paris")).toMatchObject({
    from: SECONDS - 31 * 86_400,
    search: "disk",
  });
});

test("groups of kinds are told as kinds", () => {
  expect(logQuery({ kinds: "comments", q: "host:web" }, NOW, "Europe/Paris")).toMatchObject({
    kind: "comment-added,comment-deleted",
    q: "host:web",
  });
});
