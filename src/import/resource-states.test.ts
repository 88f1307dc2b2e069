import { expect, test } from "vitest";
import { dumpOf, hostRow, serviceRow } from "../../test/support/centreon-dump.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { readDump } from "./read-dump.ts";
import { stateOfHost, stateOfService } from "./resource-states.ts";
import { fieldsOf } from "../model/state-fields.ts";

function dumpWith(hosts: readonly object[], services: readonly object[] = []): CentreonDump {
  const read = readDump(dumpOf({ hosts: hosts as never, services: services as never }));
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.dump;
}

test.each([
  [{ acknowledged: 0, acknowledgement_type: 2 }, "none"],
  [{ acknowledged: 1, acknowledgement_type: 1 }, "normal"],
  [{ acknowledged: 1, acknowledgement_type: 2 }, "sticky"],
  [{ acknowledged: 1, acknowledgement_type: null }, "normal"],
  [{ acknowledged: null, acknowledgement_type: 0 }, null],
])("reads %j as the acknowledgement %j", (columns, acknowledgement) => {
  const [row] = dumpWith([hostRow(1, columns)]).hosts;

  expect(row && fieldsOf(stateOfHost(row)).acknowledgement).toBe(acknowledgement);
});

test("keeps the times when a host was last up, down and unreachable, and a service in its four states", () => {
  const dump = dumpWith(
    [hostRow(1, { last_time_up: 5, last_time_down: 6, last_time_unreachable: 7 })],
    [serviceRow(1, 2, { last_time_ok: 1, last_time_warning: null, last_time_critical: 3, last_time_unknown: 4 })],
  );

  expect(dump.hosts.map((row) => stateOfHost(row).check)).toMatchObject([
    { lastTimeInState0: 5, lastTimeInState1: 6, lastTimeInState2: 7, lastTimeInState3: null },
  ]);
  expect(dump.services.map((row) => stateOfService(row).check)).toMatchObject([
    { lastTimeInState0: 1, lastTimeInState1: null, lastTimeInState2: 3, lastTimeInState3: 4 },
  ]);
});

test("keeps missing values as null, and 0 for no next notification", () => {
  const [empty, notified] = dumpWith([
    hostRow(1, {
      state_type: null,
      check_attempt: null,
      output: null,
      perfdata: null,
      latency: null,
      checked: null,
      next_host_notification: null,
    }),
    hostRow(2, { next_host_notification: 0 }),
  ]).hosts;

  expect(empty && fieldsOf(stateOfHost(empty))).toMatchObject({
    stateType: null,
    checkAttempt: null,
    output: null,
    perfdata: null,
    latency: null,
    hasBeenChecked: null,
    nextNotification: null,
  });
  expect(notified && stateOfHost(notified).notification.nextNotification).toBe(0);
});

test("reads a state of NULL as pending", () => {
  const [row] = dumpWith([hostRow(1, { state: null })]).hosts;

  expect(row && stateOfHost(row).check.state).toBe(4);
});
