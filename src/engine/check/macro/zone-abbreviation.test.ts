import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { zoneAbbreviation } from "./zone-abbreviation.ts";

const WINTER = Date.UTC(2026, 0, 15, 12) / 1000;
const SUMMER = Date.UTC(2026, 6, 15, 12) / 1000;

test.each([
  "Europe/Paris",
  "Europe/London",
  "Europe/Dublin",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Asia/Tokyo",
  "Asia/Kathmandu",
  "Australia/Sydney",
  "Africa/Casablanca",
  "UTC",
])("%s is abbreviated as by date(1), in winter and in summer", (zone) => {
  for (const at of [WINTER, SUMMER]) {
    const expected = execFileSync("date", ["-d", `@${at}`, "+%Z"], { env: { TZ: zone }, encoding: "utf8" }).trim();
    expect(zoneAbbreviation(zone, at)).toBe(expected);
  }
});

test.each(["Mars/Olympus", "../../../etc/passwd", ""])("there is none for %j", (zone) => {
  expect(zoneAbbreviation(zone, WINTER)).toBeNull();
});
