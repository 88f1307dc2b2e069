import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stateFields } from "../../test/support/record-arbitraries.ts";
import { NEVER_NOTIFIED, newState, NONE, UNHANDLED, UNPLANNED } from "./initial-state.ts";
import { fieldsOf, stateOfFields } from "./state-fields.ts";

describe("state fields", () => {
  test("come back unchanged, except for the number of downtimes, which is 0 where it was null", () => {
    fc.assert(
      fc.property(stateFields, (fields) => {
        expect(fieldsOf(stateOfFields(fields))).toEqual({
          ...fields,
          scheduledDowntimeDepth: fields.scheduledDowntimeDepth ?? 0,
        });
      }),
    );
  });

  test("get a value where an import has none, and that gap is recorded", () => {
    const empty = {
      stateType: null,
      checkAttempt: null,
      output: null,
      acknowledgement: null,
      notificationNumber: null,
    };

    const { check, handling, notification } = stateOfFields({ ...fieldsOf(newState(1)), ...empty });

    expect(check).toMatchObject({ stateType: 1, checkAttempt: 1, output: "" });
    expect(check.missing).toEqual(["stateType", "checkAttempt", "output"]);
    expect(handling).toEqual({ acknowledgement: "none", scheduledDowntimeDepth: 0, missing: ["acknowledgement"] });
    expect(notification).toEqual({ ...NEVER_NOTIFIED, missing: ["notificationNumber"] });
  });

  test("share the parts that equal those of every new state", () => {
    const state = stateOfFields(fieldsOf(newState(0)));

    expect(state.handling).toBe(UNHANDLED);
    expect(state.notification).toBe(NEVER_NOTIFIED);
    expect(state.plan).toBe(UNPLANNED);
    expect(state.check.missing).toBe(NONE);
  });
});
