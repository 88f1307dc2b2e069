import { describe, expect, test } from "vitest";
import { readDuration } from "./read-duration.ts";
import { readSpan, type TypedSpan } from "./read-span.ts";

const at = (time: string): number => Temporal.Instant.from(time).epochMilliseconds;
const utc = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

/** Sunday, 29 November 2026, 22:13:20 in Paris. */
const NOW = at("2026-11-29T21:13:20Z");

/** `start/end` in UTC, or the mistake. */
function span(text: string, zone = "Europe/Paris", now = NOW): string {
  const read = readSpan(text, { now, zone });
  if (typeof read === "string") return read;
  return `${read.isFromNow ? "now" : utc(read.start)}/${utc(read.end)}`;
}

describe("a length of time", () => {
  test.each([
    ["2h", 7_200],
    ["90 min", 5_400],
    ["1h30", 5_400],
    ["1 h 30", 5_400],
    ["1 h 30 min", 5_400],
    ["1.5h", 5_400],
    ["1,5 h", 5_400],
    ["2 d 4 h", 187_200],
    ["3 jours", 259_200],
    ["2 heures", 7_200],
    ["1w", 604_800],
    ["30", undefined],
    ["h", undefined],
    ["2 x", undefined],
    ["30 min 2 h", undefined],
    ["11:00", undefined],
    ["", undefined],
  ])("%s", (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });
});

describe("from now", () => {
  test.each([
    ["2h", "now/2026-11-29T23:13"],
    ["for 45 min", "now/2026-11-29T21:58"],
    ["until 23:00", "now/2026-11-29T22:00"],
    ["until 11:00", "now/2026-11-30T10:00"],
    ["until 08:00", "now/2026-11-30T07:00"],
    ["until 8h30", "now/2026-11-30T07:30"],
    ["until tomorrow 8:00", "now/2026-11-30T07:00"],
    ["until fri 18:00", "now/2026-12-04T17:00"],
    ["until sunday 18:00", "now/2026-12-06T17:00"],
    ["until 24:00", "now/2026-11-29T23:00"],
    ["until 2026-12-01 06:00", "now/2026-12-01T05:00"],
    ["jusqu’à 11:00", "now/2026-11-30T10:00"],
    ["jusqu’à demain 8h", "now/2026-11-30T07:00"],
    ["Until 11:00 ", "now/2026-11-30T10:00"],
    ["0h", "end-not-after-start"],
    ["until 2026-11-01 06:00", "end-past"],
    ["until soon", "not-understood"],
    ["", "empty"],
    ["   ", "empty"],
    ["later", "not-understood"],
  ])("%s", (text, expected) => {
    expect(span(text)).toBe(expected);
  });
});

describe("from a start", () => {
  test.each([
    ["tomorrow 22:00-23:00", "2026-11-30T21:00/2026-11-30T22:00"],
    ["tomorrow 22:00–23:00", "2026-11-30T21:00/2026-11-30T22:00"],
    ["tomorrow 22:00 - 02:00", "2026-11-30T21:00/2026-12-01T01:00"],
    ["demain 22h-23h30", "2026-11-30T21:00/2026-11-30T22:30"],
    ["22:30-23:00", "2026-11-29T21:30/2026-11-29T22:00"],
    ["22:00-23:00", "2026-11-30T21:00/2026-11-30T22:00"],
    ["fri 22:00 for 2h", "2026-12-04T21:00/2026-12-04T23:00"],
    ["fri 22:00 90 min", "2026-12-04T21:00/2026-12-04T22:30"],
    ["fri 22:00-sat 02:00", "2026-12-04T21:00/2026-12-05T01:00"],
    ["2026-12-01 22:00 - 2026-12-02 02:00", "2026-12-01T21:00/2026-12-02T01:00"],
    ["2026-12-01 22:00-23:00", "2026-12-01T21:00/2026-12-01T22:00"],
    ["1 dec 22:00 to 23:00", "2026-12-01T21:00/2026-12-01T22:00"],
    ["1 déc. 22:00 à 23:00", "2026-12-01T21:00/2026-12-01T22:00"],
    ["5 jan 6:00-7:00", "2027-01-05T05:00/2027-01-05T06:00"],
    ["today 20:00-23:00", "2026-11-29T19:00/2026-11-29T22:00"],
    ["today 20:00-21:00", "end-past"],
    ["tomorrow 25:00-26:00", "not-understood"],
    ["tomorrow", "not-understood"],
    ["tomorrow 22:00", "no-end"],
    ["tomorrow 10pm-11:30 pm", "2026-11-30T21:00/2026-11-30T22:30"],
    ["tomorrow 12am-1am", "2026-11-29T23:00/2026-11-30T00:00"],
    ["tomorrow 10pm 2h", "2026-11-30T21:00/2026-11-30T23:00"],
    ["tomorrow 13pm-14pm", "not-understood"],
    ["30 feb 22:00-23:00", "not-understood"],
    ["2026-12-02 22:00 - 2026-12-01 02:00", "end-not-after-start"],
  ])("%s", (text, expected) => {
    expect(span(text)).toBe(expected);
  });
});

// Now is 30 November in Tokyo, and 29 November in New York.
describe("in a zone that is typed", () => {
  test.each([
    ["tomorrow 22:00-23:00 New York", "2026-12-01T03:00/2026-12-01T04:00"],
    ["tomorrow 22:00 - 23:00 America/New_York", "2026-12-01T03:00/2026-12-01T04:00"],
    ["tomorrow 22:00 New York for 2h", "2026-12-01T03:00/2026-12-01T05:00"],
    ["tomorrow 22:00 for 2h New York", "2026-12-01T03:00/2026-12-01T05:00"],
    ["tomorrow 22:00-23:00 tokyo", "2026-12-01T13:00/2026-12-01T14:00"],
    ["demain 22h-23h São Paulo", "2026-12-01T01:00/2026-12-01T02:00"],
    ["tomorrow 22:00-23:00 Port-au-Prince", "2026-12-01T03:00/2026-12-01T04:00"],
    ["tomorrow 22:00-23:00 Kolkata", "2026-12-01T16:30/2026-12-01T17:30"],
    ["tomorrow 22:00-23:00 UTC", "2026-11-30T22:00/2026-11-30T23:00"],
    ["tomorrow 22:00-23:00 UTC-5", "2026-12-01T03:00/2026-12-01T04:00"],
    ["tomorrow 22:00-23:00 GMT +5:30", "2026-12-01T16:30/2026-12-01T17:30"],
    ["until 22:00 UTC", "now/2026-11-29T22:00"],
    ["tomorrow 22:00 New York", "no-end"],
    ["tomorrow 22:00-23:00 EST", "not-understood"],
    ["tomorrow 22:00-23:00 Atlantis", "not-understood"],
    ["tomorrow 22:00-23:00 UTC+30", "not-understood"],
  ])("%s", (text, expected) => {
    expect(span(text)).toBe(expected);
  });
});

// Both changes of the clocks of 2026 and 2027 in three zones: Paris and New York an hour, Lord Howe half an hour.
describe("over a change of the clocks", () => {
  test.each([
    // Forward at 02:00 to 03:00.
    ["Europe/Paris", "2027-03-27T20:00:00Z", "tomorrow 01:30-03:30", "2027-03-28T00:30/2027-03-28T01:30"],
    ["Europe/Paris", "2027-03-27T20:00:00Z", "tomorrow 02:30-04:00", "2027-03-28T01:30/2027-03-28T02:00"],
    ["Europe/Paris", "2027-03-27T23:30:00Z", "2h", "now/2027-03-28T01:30"],
    ["Europe/Paris", "2027-03-27T23:30:00Z", "until 04:00", "now/2027-03-28T02:00"],
    // Back at 03:00 to 02:00.
    ["Europe/Paris", "2026-10-24T20:00:00Z", "tomorrow 02:30-04:00", "2026-10-25T00:30/2026-10-25T03:00"],
    ["Europe/Paris", "2026-10-24T20:00:00Z", "tomorrow 01:00 for 3h", "2026-10-24T23:00/2026-10-25T02:00"],
    ["Europe/Paris", "2026-10-24T23:30:00Z", "until 02:30", "now/2026-10-25T00:30"],
    ["America/New_York", "2027-03-13T20:00:00Z", "tomorrow 02:30-04:00", "2027-03-14T07:30/2027-03-14T08:00"],
    ["America/New_York", "2026-10-31T20:00:00Z", "tomorrow 01:30-03:00", "2026-11-01T05:30/2026-11-01T08:00"],
    ["America/New_York", "2026-10-31T20:00:00Z", "until tomorrow 08:00", "now/2026-11-01T13:00"],
    ["Australia/Lord_Howe", "2026-10-03T02:00:00Z", "tomorrow 02:15-04:00", "2026-10-03T15:45/2026-10-03T17:00"],
    ["Australia/Lord_Howe", "2027-04-03T02:00:00Z", "tomorrow 01:45-03:00", "2027-04-03T14:45/2027-04-03T16:30"],
    ["Australia/Lord_Howe", "2027-04-03T02:00:00Z", "until sun 08:00", "now/2027-04-03T21:30"],
  ])("%s, at %s: %s", (zone, now, text, expected) => {
    expect(span(text, zone, at(now))).toBe(expected);
  });

  const notes = (text: string, zone: string, now: string): unknown => {
    const { notes } = readSpan(text, { now: at(now), zone }) as TypedSpan;
    return notes.map(({ kind, asked, is }) => `${kind} ${asked} ${utc(is)}`);
  };

  test.each([
    ["Europe/Paris", "2027-03-27T20:00:00Z", "tomorrow 02:30-04:00", ["skipped 02:30 2027-03-28T01:30"]],
    ["Europe/Paris", "2026-10-24T20:00:00Z", "tomorrow 02:30-04:00", ["twice 02:30 2026-10-25T00:30"]],
    ["Europe/Paris", "2026-10-24T20:00:00Z", "until tomorrow 02:30", ["twice 02:30 2026-10-25T00:30"]],
    ["Europe/Paris", "2026-10-24T20:00:00Z", "tomorrow 04:00-05:00", []],
    ["Australia/Lord_Howe", "2026-10-03T02:00:00Z", "tomorrow 02:15-04:00", ["skipped 02:15 2026-10-03T15:45"]],
    ["America/New_York", "2026-10-31T20:00:00Z", "tomorrow 01:30-03:00", ["twice 01:30 2026-11-01T05:30"]],
  ])("is noted: %s, at %s: %s", (zone, now, text, expected) => {
    expect(notes(text, zone, now)).toEqual(expected);
  });
});
