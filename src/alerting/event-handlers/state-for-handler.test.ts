import { expect, test } from "vitest";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState, StateCode, StateType } from "../../model/resource-state.ts";
import { stateForHandler } from "./state-for-handler.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const state = (code: StateCode, stateType: StateType, checkAttempt: number): ResourceState =>
  stateWith(newState(0), {
    state: code,
    stateType,
    checkAttempt,
  });

// As Nagios 4.4.6 passes $SERVICESTATETYPE$ and $SERVICEATTEMPT$ to handlers, observed with max_check_attempts 3.
test.each([
  ["a soft problem is unchanged", "service", state(2, 0, 1), state(2, 0, 2), { stateType: 0, checkAttempt: 2 }],
  ["a hard problem is unchanged", "service", state(2, 0, 2), state(2, 1, 3), { stateType: 1, checkAttempt: 3 }],
  [
    "a recovery from a soft problem is soft, with one more attempt",
    "service",
    state(2, 0, 1),
    state(0, 1, 1),
    { state: 0, stateType: 0, checkAttempt: 2 },
  ],
  [
    "a recovery from a hard problem keeps its attempt",
    "service",
    state(2, 1, 3),
    state(0, 1, 1),
    { state: 0, stateType: 1, checkAttempt: 3 },
  ],
  ["a soft recovery of a host is unchanged", "host", state(1, 0, 2), state(0, 0, 1), { stateType: 0, checkAttempt: 1 }],
] as const)("%s", (_, kind, previous, next, expected) => {
  expect(stateForHandler(kind, previous, next).check).toMatchObject(expected);
});
