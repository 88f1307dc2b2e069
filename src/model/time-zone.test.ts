import { expect, test } from "vitest";
import { EMPTY_INVENTORY } from "../config/objects/objects.fixture.ts";
import { zoneOf } from "./time-zone.ts";

const system = Temporal.Now.timeZoneId();

// Nagios and Centreon write zones with the leading colon of TZ, which Temporal rejects.
test.each([
  ["its own", ":Asia/Tokyo", ":Europe/Paris", "Asia/Tokyo"],
  ["its own without a colon", "Asia/Tokyo", null, "Asia/Tokyo"],
  ["use_timezone", "", "Europe/Paris", "Europe/Paris"],
  ["use_timezone with a colon", null, ":Europe/Paris", "Europe/Paris"],
  ["that of the system", "", null, system],
])("the zone of an object is %s", (_, timezone, useTimezone, zone) => {
  expect(zoneOf({ timezone }, { main: { ...EMPTY_INVENTORY.main, useTimezone } })).toBe(zone);
});

test("the zone of the program is use_timezone", () => {
  expect(zoneOf(null, { main: { ...EMPTY_INVENTORY.main, useTimezone: ":Europe/Paris" } })).toBe("Europe/Paris");
});
