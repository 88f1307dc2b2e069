import { expect, test } from "vitest";
import { endOptions, readEnd, type AcknowledgementEnd } from "./acknowledgement-end.ts";

const context = { now: Date.parse("2026-11-29T21:13:20Z"), zone: "Europe/Paris" };

test.each<[AcknowledgementEnd, string, ReturnType<typeof endOptions>]>([
  ["with-problem", "", { sticky: true, expires_at: null }],
  ["with-state", "", { sticky: false, expires_at: null }],
  ["in-hour", "", { sticky: true, expires_at: "2026-11-29T22:13:20.000Z" }],
  ["at-morning", "", { sticky: true, expires_at: "2026-11-30T07:00:00.000Z" }],
  ["typed", "11:00", { sticky: true, expires_at: "2026-11-30T10:00:00.000Z" }],
  ["typed", "soon", null],
])("%s %s", (end, typed, options) => {
  expect(endOptions(end, typed, context)).toEqual(options);
});

test.each([
  ["2h", "2026-11-29T23:13:20.000Z"],
  ["until 11:00", "2026-11-30T10:00:00.000Z"],
  ["tomorrow 8:00", "2026-11-30T07:00:00.000Z"],
  ["2026-12-24 12:00", "2026-12-24T11:00:00.000Z"],
  ["tomorrow 22:00-23:00", null],
  ["", null],
])("the end '%s'", (text, expected) => {
  const end = readEnd(text, context);
  expect(end === null ? null : new Date(end).toISOString()).toBe(expected);
});
