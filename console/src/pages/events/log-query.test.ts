import { expect, test } from "vitest";
import { logQuery } from "./log-query.ts";

const NOW = Date.parse("2026-11-29T10:00:00Z");
const SECONDS = NOW / 1_000;

test("a range ends now, or at the time that was jumped to", () => {
  expect(logQuery({}, NOW)).toMatchObject({ from: SECONDS - 86_400, to: undefined, kind: undefined });
  expect(logQuery({ range: "hour", to: "2026-11-29T09:00:00Z" }, NOW)).toMatchObject({
    from: SECONDS - 7_200,
    to: SECONDS - 3_600,
  });
  expect(logQuery({ range: "all" }, NOW)).toMatchObject({ from: undefined });
});

test("a text is searched within 31 days at most", () => {
  expect(logQuery({ range: "all", text: "disk" }, NOW)).toMatchObject({ from: SECONDS - 31 * 86_400, search: "disk" });
});

test("groups of kinds are told as kinds", () => {
  expect(logQuery({ kinds: "comments", q: "host:web" }, NOW)).toMatchObject({
    kind: "comment-added,comment-deleted",
    q: "host:web",
  });
});
