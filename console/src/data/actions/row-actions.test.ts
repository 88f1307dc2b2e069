import { expect, test } from "vitest";
import { rowOf } from "../list/rows.fixture.ts";
import type { LiveRow } from "../wire.ts";
import { actionsOfRow, type Rights } from "./row-actions.ts";

const ADMIN: Rights = { isAdmin: true, may: () => true };
const NOBODY: Rights = { isAdmin: false, may: () => false };
const ACKNOWLEDGED: Partial<LiveRow> = {
  acknowledgement: { id: 1, author: "anna", comment: "", since: null, expires_at: null, sticky: true },
};
const idsOf = (row: Partial<LiveRow>, rights = ADMIN): string =>
  actionsOfRow(rowOf(1, row), rights)
    .map(({ id }) => id)
    .join(" ");

test.each<readonly [string, Partial<LiveRow>, Rights, string]>([
  ["of a problem", {}, ADMIN, "acknowledge schedule-downtime check comment submit notify notifications-off checks-off"],
  [
    "of an acknowledged one in downtime",
    { ...ACKNOWLEDGED, downtime: { id: 9, until: null } },
    ADMIN,
    "end-acknowledgement schedule-downtime cancel-downtime check comment submit notify notifications-off checks-off",
  ],
  [
    "of what is fine, silent and passive",
    { state: "OK", notifies: false, checks: "passive" },
    ADMIN,
    "schedule-downtime check comment submit notify notifications-on checks-on",
  ],
  ["without roles", {}, NOBODY, ""],
  [
    "with the roles for services",
    {},
    { isAdmin: false, may: (role) => ["service_acknowledgement", "service_schedule_forced_check"].includes(role) },
    "acknowledge check",
  ],
  [
    "with the roles for services, of a host",
    { type: "host", state: "DOWN" },
    { isAdmin: false, may: (role) => role.startsWith("service_") },
    "",
  ],
])("%s", (_name, row, rights, expected) => {
  expect(idsOf(row, rights)).toBe(expected);
});
