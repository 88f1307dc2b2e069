import { expect, test } from "vitest";
import { en } from "../../words/en.ts";
import { createAgeTexts } from "./age-texts.ts";

const ENGLISH = { language: "en", zone: "Europe/Paris" };
const FRENCH = { language: "fr", zone: "Europe/Paris" };
const NOW = Date.parse("2026-12-31T20:00:00Z");

test("ages go on, and a kept date is written anew in another language, zone or year", () => {
  const age = createAgeTexts();
  const text = (time: string | null, now = NOW, style = ENGLISH): string => age(time, now, style, en.common);

  expect(text(null)).toBe("never");
  expect(text("2026-12-31T19:59:20Z")).toBe("40\u00a0s");
  expect(text("2026-12-31T19:59:20Z", NOW + 60_000)).toBe("1\u00a0min");
  expect(text("2026-12-31T20:05:00Z")).toBe("5\u00a0min");
  const DATE = "2026-12-29T13:05:00Z";
  expect([text(DATE), text(DATE)]).toEqual(["29 Dec 14:05", "29 Dec 14:05"]);
  expect(text(DATE, NOW, FRENCH)).toBe("29 déc. 14:05");
  expect(text(DATE, NOW, { ...ENGLISH, zone: "UTC" })).toBe("29 Dec 13:05");
  // In Paris the year ends an hour before it does in UTC.
  expect(text(DATE, Date.parse("2026-12-31T22:59:59Z"))).toBe("29 Dec 14:05");
  expect(text(DATE, Date.parse("2026-12-31T23:00:00Z"))).toBe("29 Dec 2026");
});
