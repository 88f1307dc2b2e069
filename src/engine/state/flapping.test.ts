import { describe, expect, test } from "vitest";
import { flapDetectionSwitchedOff, flapDetectionSwitchedOn, recheckHostFlapping } from "./flap-change.ts";
import { flapping } from "./flapping.ts";
import { newState } from "../../model/initial-state.ts";
import type { CheckState, ResourceState, StateCode } from "../../model/resource-state.ts";
import type { FlapRules } from "./rules.ts";
import { stateWith, fieldsIn } from "../../../test/support/state-with.ts";

const RULES: FlapRules = {
  kind: "service",
  engine: "centreon",
  isFlapDetectionEnabled: true,
  lowFlapThreshold: 10,
  highFlapThreshold: 20,
  flapDetectionOn: new Set([0, 1, 2, 3]),
};
const KEY = 7;

/** Each digit is a state added to the history, in this order. */
function after(digits: string, rules: FlapRules = RULES, start: ResourceState = newState(0)): ResourceState {
  let state = start;
  for (const digit of digits) {
    const code = Number(digit) as StateCode;
    state = stateWith(state, { state: code, ...flapping(state.check, code, true, rules) });
  }
  return state;
}

describe("the percentage of state change", () => {
  // `percent_state_change` in the retention file of Nagios 4.4.6 after these passive results (observed).
  test.each([
    ["", 0],
    ["2", 6.25],
    ["22", 6.12],
    ["20", 12.37],
    ["202", 18.36],
    ["2002", 18.09],
    ["101111", 17.17],
    ["0000000", 0],
  ])("after %s is %d %%", (digits, percent) => {
    expect(after(digits).check.percentStateChange).toBe(percent);
  });

  test("is 100 % when each of 21 states differs from the previous one", () => {
    expect(after("12".repeat(11)).check.percentStateChange).toBe(100);
  });

  test("ignores what is older than 21 states", () => {
    expect(after("2" + "0".repeat(20)).check.percentStateChange).toBe(3.75);
    expect(fieldsIn(after("2" + "0".repeat(21)))).toMatchObject({ percentStateChange: 0, recentStates: 0 });
  });

  test("skips states that flap_detection_options does not name", () => {
    expect(after("2010", { ...RULES, flapDetectionOn: new Set([0, 1]) }).check.percentStateChange).toBe(12.37);
  });
});

describe("flapping", () => {
  test("begins at the high threshold and ends at the low one; in between nothing changes", () => {
    const seen: [number, boolean][] = [];
    let state = newState(0);
    for (const digit of "2020" + "0".repeat(20)) {
      state = after(digit, RULES, state);
      seen.push([state.check.percentStateChange, state.check.isFlapping]);
    }

    expect(seen.slice(0, 5)).toEqual([
      [6.25, false],
      [12.37, false],
      [18.36, false],
      [24.21, true],
      [23.68, true],
    ]);
    const [lastOf, firstAfter] = [
      seen.findLast(([, isFlapping]) => isFlapping),
      seen.slice(4).find(([, isFlapping]) => !isFlapping),
    ];
    expect(lastOf![0]).toBeGreaterThan(10);
    expect(firstAfter![0]).toBeLessThanOrEqual(10);
  });

  test("is not detected while disabled, but the history is kept", () => {
    const state = after("202020", { ...RULES, isFlapDetectionEnabled: false });

    expect(state.check.isFlapping).toBe(false);
    expect(state.check.percentStateChange).toBeGreaterThan(30);
  });

  test("begins when detection is enabled on such a history", () => {
    const state = after("202020", { ...RULES, isFlapDetectionEnabled: false });

    const change = flapDetectionSwitchedOn(state, KEY, 1000, RULES)!;

    expect(change.next.check.isFlapping).toBe(true);
    expect(change.notificationEvents).toEqual(["flapping-start"]);
    expect(change.events).toMatchObject([
      {
        kind: "flapping-started",
        at: 1000,
        reason: `the state changed by ${state.check.percentStateChange} %, at or above the threshold of 20 %`,
      },
    ]);
  });

  test("ends when detection is disabled, which keeps the history and may have to be notified", () => {
    const state = after("202020");

    const change = flapDetectionSwitchedOff(state, KEY, 1000, RULES)!;

    expect(change.next).toEqual(stateWith(state, { isFlapping: false }));
    expect(change.notificationEvents).toEqual(["flapping-disabled"]);
    expect(flapDetectionSwitchedOff(change.next, KEY, 1001, RULES)).toBeNull();
  });

  test.each([
    ["nagios", { flapsSinceProblem: true }, ["flapping-disabled", "recovery"]],
    ["nagios", { flapsSinceProblem: false }, ["flapping-disabled"]],
    ["nagios", { flapsSinceProblem: true, state: 2 }, ["flapping-disabled"]],
    ["centreon", { flapsSinceProblem: true }, ["flapping-disabled"]],
  ] as const)("ends with a recovery if it began during a problem that is over: %s, %j", (engine, fields, kinds) => {
    const state = stateWith(newState(0), { isFlapping: true, ...fields });

    const change = flapDetectionSwitchedOff(state, KEY, 1000, { engine })!;

    expect(change.notificationEvents).toEqual(kinds);
    expect(change.next.check).toMatchObject({ isFlapping: false, flapsSinceProblem: false });
  });

  test("notes whether it began during a problem, and keeps that until it ends", () => {
    const rules = { ...RULES, highFlapThreshold: 28 };
    expect(after("2020", rules).check).toMatchObject({ isFlapping: false, flapsSinceProblem: false });
    expect(after("20202", rules).check).toMatchObject({ isFlapping: true, flapsSinceProblem: true });
    expect(after("202020", rules).check).toMatchObject({ isFlapping: true, flapsSinceProblem: true });
    expect(after("2020").check).toMatchObject({ isFlapping: true, flapsSinceProblem: false });
  });

  test("is not evaluated in a soft state of a service with Nagios", () => {
    const changing = stateWith(after("20202", { ...RULES, isFlapDetectionEnabled: false }), { stateType: 0 });

    expect(flapDetectionSwitchedOn(changing, KEY, 1000, { ...RULES, engine: "nagios" })).toBeNull();
    expect(flapDetectionSwitchedOn(changing, KEY, 1000, RULES)).not.toBeNull();
  });

  test("of a host continues with the results of its services; a constant history changes nothing", () => {
    const host = after("1");

    expect(recheckHostFlapping(host, KEY, 1000, RULES)!.next.check).toMatchObject({
      percentStateChange: 6.12,
      state: 1,
    } satisfies Partial<CheckState>);
    expect(recheckHostFlapping(newState(0), KEY, 1000, RULES)).toBeNull();
  });
});
