import { describe, expect, test } from "vitest";
import type { CheckResult } from "../../model/check-result.ts";
import { newState } from "../../model/initial-state.ts";
import { PENDING, type ResourceState } from "../../model/resource-state.ts";
import type { Context, Rules, Transition } from "./rules.ts";
import { transition } from "./transition.ts";
import { fieldsIn } from "../../../test/support/state-with.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const SERVICE: Rules = {
  kind: "service",
  engine: "centreon",
  maxCheckAttempts: 3,
  isVolatile: false,
  checkIntervalSeconds: 300,
  retryIntervalSeconds: 60,
  stalkOn: new Set(),
  isHostCheckingAggressive: false,
  arePassiveHostChecksSoft: false,
  isFlapDetectionEnabled: false,
  lowFlapThreshold: 20,
  highFlapThreshold: 30,
  flapDetectionOn: new Set([0, 1, 2, 3]),
};
const HOST: Rules = { ...SERVICE, kind: "host" };
const REACHABLE: Context = { isHostUp: true, isReachable: true, nextId: 1 };

const result = (returnCode: 0 | 1 | 2 | 3, startedAt: number, more: Partial<CheckResult> = {}): CheckResult => ({
  key: 7,
  checkType: "active",
  returnCode,
  output: { text: `said ${returnCode}`, longText: "", perfdata: "time=1s" },
  dueAt: startedAt - 0.25,
  startedAt,
  finishedAt: startedAt + 0.5,
  commandLine: "check_it",
  ...more,
});

/** Applies return codes one minute apart and returns every transition. */
function run(
  codes: readonly (0 | 1 | 2 | 3)[],
  rules: Rules = SERVICE,
  context: Context = REACHABLE,
  start = newState(PENDING),
): Transition[] {
  let state: ResourceState = start;
  return codes.map((code, index) => {
    const step = transition(state, result(code, 1000 + index * 60), rules, context);
    state = step.next;
    return step;
  });
}

const short = ({ next }: Transition): string =>
  `${next.check.state} ${next.check.stateType === 1 ? "HARD" : "SOFT"} ${next.check.checkAttempt}`;

describe("soft and hard states", () => {
  test.each<[string, (0 | 1 | 2 | 3)[], string[]]>([
    ["the first OK is hard", [0], ["0 HARD 1"]],
    ["a problem is soft until the last attempt", [0, 2, 2, 2], ["0 HARD 1", "2 SOFT 1", "2 SOFT 2", "2 HARD 3"]],
    ["a problem at the first check counts its attempts too", [2, 2, 2], ["2 SOFT 1", "2 SOFT 2", "2 HARD 3"]],
    [
      "attempts continue when the kind of problem changes",
      [0, 1, 2, 3],
      ["0 HARD 1", "1 SOFT 1", "2 SOFT 2", "3 HARD 3"],
    ],
    ["the attempts start over after a soft problem", [0, 2, 0, 2], ["0 HARD 1", "2 SOFT 1", "0 HARD 1", "2 SOFT 1"]],
    [
      "a hard problem stays hard when its kind changes",
      [2, 2, 2, 1, 3],
      ["2 SOFT 1", "2 SOFT 2", "2 HARD 3", "1 HARD 3", "3 HARD 3"],
    ],
    ["a recovery from hard is hard", [2, 2, 2, 0], ["2 SOFT 1", "2 SOFT 2", "2 HARD 3", "0 HARD 1"]],
  ])("%s", (_, codes, expected) => {
    expect(run(codes).map(short)).toEqual(expected);
  });

  test("with one attempt every problem is hard immediately", () => {
    expect(run([0, 2], { ...SERVICE, maxCheckAttempts: 1 }).map(short)).toEqual(["0 HARD 1", "2 HARD 1"]);
  });

  test("a service problem is hard immediately while its host is down, and is not retried", () => {
    const [, problem] = run([0, 2], SERVICE, { isHostUp: false, isReachable: true, nextId: 1 });

    expect(short(problem!)).toBe("2 HARD 1");
    expect(problem!.checkAgainInSeconds).toBe(300);
  });

  test("soft problems are checked again after the retry interval, all others after the check interval", () => {
    expect(run([0, 2, 2, 2, 2, 0]).map((step) => step.checkAgainInSeconds)).toEqual([300, 60, 60, 300, 300, 300]);
  });
});

describe("hosts", () => {
  test.each<[string, 0 | 1 | 2 | 3, "active" | "passive", boolean, number]>([
    ["a warning of an active check is UP", 1, "active", true, 0],
    ["a critical is DOWN", 2, "active", true, 1],
    ["an unknown is DOWN", 3, "active", true, 1],
    ["DOWN behind parents that are down is UNREACHABLE", 2, "active", false, 2],
    ["a passive 1 is DOWN", 1, "passive", true, 1],
    ["a passive 2 is UNREACHABLE", 2, "passive", true, 2],
    ["a passive 1 is also DOWN behind parents that are down: it names the state itself", 1, "passive", false, 1],
  ])("%s", (_, code, checkType, isReachable, expected) => {
    const step = transition(newState(PENDING), result(code, 1000, { checkType }), HOST, {
      isHostUp: true,
      isReachable,
      nextId: 1,
    });

    expect(step.next.check.state).toBe(expected);
  });

  // Upper case: passive results U(p), D(own), R (unreachable). Lower case: active; r: down behind parents that are
  // down.
  test.each<[string, string, string[]]>([
    ["a problem is soft until the last attempt", "uddd", ["0 HARD 1", "1 SOFT 1", "1 SOFT 2", "1 HARD 3"]],
    [
      "a problem that stays hard shows attempt 1 from then on",
      "ddddd",
      ["1 SOFT 1", "1 SOFT 2", "1 HARD 3", "1 HARD 1", "1 HARD 1"],
    ],
    ["a soft problem that ends gives a soft UP, the next UP is hard", "duu", ["1 SOFT 1", "0 SOFT 1", "0 HARD 1"]],
    ["a soft UP does not count as an attempt", "dudd", ["1 SOFT 1", "0 SOFT 1", "1 SOFT 1", "1 SOFT 2"]],
    ["a recovery from hard is hard", "dddu", ["1 SOFT 1", "1 SOFT 2", "1 HARD 3", "0 HARD 1"]],
    ["attempts continue from DOWN to UNREACHABLE", "drd", ["1 SOFT 1", "2 SOFT 2", "1 HARD 3"]],
    [
      "a hard problem stays hard from DOWN to UNREACHABLE",
      "dddrd",
      ["1 SOFT 1", "1 SOFT 2", "1 HARD 3", "2 HARD 1", "1 HARD 1"],
    ],
    ["a passive problem is hard immediately", "UD", ["0 HARD 1", "1 HARD 1"]],
    ["a passive problem makes a soft one hard, and counts", "dD", ["1 SOFT 1", "1 HARD 2"]],
    ["a passive UP is hard, also after a soft problem", "dU", ["1 SOFT 1", "0 HARD 1"]],
    ["an active check keeps a passive problem hard", "Dd", ["1 HARD 1", "1 HARD 1"]],
  ])("%s", (_, letters, expected) => {
    let state = newState(PENDING);
    const seen = [...letters].map((letter, index) => {
      const isPassive = letter === letter.toUpperCase();
      const code = letter.toLowerCase() === "u" ? 0 : !isPassive ? 2 : letter === "D" ? 1 : 2;
      const step = transition(
        state,
        result(code, 1000 + index * 60, { checkType: isPassive ? "passive" : "active" }),
        HOST,
        { isHostUp: true, isReachable: letter !== "r", nextId: 1 },
      );
      state = step.next;
      return short(step);
    });

    expect(seen).toEqual(expected);
  });

  test("a soft UP is not notified and is checked again after the check interval", () => {
    const [, recovered] = run([2, 0], HOST);

    expect(recovered!.notificationEvents).toEqual([]);
    expect(recovered!.events.map((event) => event.kind)).toEqual(["recovery"]);
    expect(recovered!.checkAgainInSeconds).toBe(300);
  });
});

describe("a service whose host goes down and recovers", () => {
  // Lower case while the host is up, upper case while it is down: o(k), w(arning), c(ritical).
  test.each<[string, string, string[]]>([
    ["a problem is hard with attempt 1 while the host is down", "oCC", ["0 HARD 1", "2 HARD 1", "2 HARD 1"]],
    ["a soft problem becomes hard when the host goes down", "ccC", ["2 SOFT 1", "2 SOFT 2", "2 HARD 1"]],
    ["a hard one loses its attempts", "cccC", ["2 SOFT 1", "2 SOFT 2", "2 HARD 3", "2 HARD 1"]],
    [
      "and its attempts start over when the host is up again",
      "oCccc",
      ["0 HARD 1", "2 HARD 1", "2 SOFT 1", "2 SOFT 2", "2 HARD 3"],
    ],
    ["a hard problem not checked meanwhile stays hard", "cccw", ["2 SOFT 1", "2 SOFT 2", "2 HARD 3", "1 HARD 3"]],
    ["a recovery is hard", "oCo", ["0 HARD 1", "2 HARD 1", "0 HARD 1"]],
  ])("%s", (_, letters, expected) => {
    expect(throughHostStates(letters).map(short)).toEqual(expected);
  });

  test("is notified as a problem when its attempts are used up again", () => {
    expect(throughHostStates("oCccc").map((step) => step.notificationEvents)).toEqual([
      [],
      ["problem"],
      [],
      [],
      ["problem"],
    ]);
  });

  function throughHostStates(letters: string): Transition[] {
    let state = newState(PENDING);
    return [...letters].map((letter, index) => {
      const code = ({ o: 0, w: 1, c: 2 } as const)[letter.toLowerCase() as "o" | "w" | "c"];
      const step = transition(state, result(code, 1000 + index * 60), SERVICE, {
        isHostUp: letter === letter.toLowerCase(),
        isReachable: true,
        nextId: 1,
      });
      state = step.next;
      return step;
    });
  }
});

describe("times", () => {
  test("records when each state was last seen", () => {
    expect(fieldsIn(run([0, 1, 2, 3]).at(-1)!.next)).toMatchObject({
      lastTimeInState0: 1000,
      lastTimeInState1: 1060,
      lastTimeInState2: 1120,
      lastTimeInState3: 1180,
    });
  });

  test("the state change time moves with soft changes, the hard one only with hard changes", () => {
    const steps = run([0, 2, 2, 2, 2, 1, 0]);

    expect(steps.map((step) => step.next.check.lastStateChange)).toEqual([1000, 1060, 1060, 1060, 1060, 1300, 1360]);
    expect(steps.map((step) => step.next.check.lastHardStateChange)).toEqual([
      1000, 1000, 1000, 1180, 1180, 1300, 1360,
    ]);
  });

  test("a soft problem that ends does not change the hard state and its time", () => {
    const last = run([0, 2, 0]).at(-1)!.next;

    expect(fieldsIn(last)).toMatchObject({ lastHardState: 0, lastHardStateChange: 1000, lastStateChange: 1120 });
  });

  test("measures latency and execution time of the check", () => {
    expect(fieldsIn(run([0])[0]!.next)).toMatchObject({
      latency: 0.25,
      executionTime: 0.5,
      lastCheck: 1000,
      lastUpdate: 1000,
      checkType: 0,
    });
  });

  test("stores output as Centreon does: the first line, a newline, the rest", () => {
    const output = { text: "first", longText: "second\nthird", perfdata: "a=1" };

    const step = transition(newState(PENDING), result(0, 1000, { output }), SERVICE, REACHABLE);

    expect(fieldsIn(step.next)).toMatchObject({
      output: "first\nsecond\nthird",
      perfdata: "a=1",
      commandLine: "check_it",
    });
  });
});

describe("acknowledgements", () => {
  const acknowledged = (kind: "normal" | "sticky"): ResourceState =>
    stateWith(run([2, 2, 2]).at(-1)!.next, {
      acknowledgement: kind,
    });
  const after = (kind: "normal" | "sticky", code: 0 | 1 | 2 | 3): Transition =>
    transition(acknowledged(kind), result(code, 5000), SERVICE, REACHABLE);

  test.each([
    ["normal", 2, false],
    ["normal", 1, true],
    ["normal", 0, true],
    ["sticky", 2, false],
    ["sticky", 1, false],
    ["sticky", 0, true],
  ] as const)("%s, with the next result %i: ends %s", (kind, code, ends) => {
    const step = after(kind, code);

    expect(step.endsAcknowledgement).toBe(ends);
    expect(step.next.handling.acknowledgement).toBe(ends ? "none" : kind);
    expect(step.events.some((event) => event.kind === "acknowledgement-ended")).toBe(ends);
  });
});

describe("acknowledgements that outlive recoveries", () => {
  test.each([
    ["sticky", 2, 0, false],
    ["sticky", 0, 2, false],
    ["sticky", 2, 1, false],
    ["normal", 2, 0, false],
    ["normal", 0, 1, false],
    ["normal", 2, 1, true],
  ] as const)("%s, from %i to %i: ends %s", (kind, before, code, ends) => {
    const state: ResourceState = stateWith(run([2, 2, 2, before]).at(-1)!.next, { acknowledgement: kind });

    const step = transition(state, result(code, 5000), SERVICE, {
      ...REACHABLE,
      acknowledgementOutlivesRecovery: true,
    });

    expect(step.endsAcknowledgement).toBe(ends);
    expect(step.next.handling.acknowledgement).toBe(ends ? "none" : kind);
  });
});

describe("events and notifications", () => {
  test("every soft step is an event; every hard problem may have to be notified, and its end", () => {
    const steps = run([0, 2, 2, 2, 2, 0]);

    expect(steps.map((step) => step.events.map((event) => event.kind))).toEqual([
      ["first-result"],
      ["soft-state"],
      ["soft-state"],
      ["hard-state"],
      [],
      ["recovery"],
    ]);
    expect(steps.map((step) => step.notificationEvents)).toEqual([[], [], [], ["problem"], ["problem"], ["recovery"]]);
  });

  test("a soft problem that ends is an event but is not notified", () => {
    const last = run([0, 2, 0]).at(-1)!;

    expect(last.events.map((event) => event.kind)).toEqual(["recovery"]);
    expect(last.notificationEvents).toEqual([]);
  });

  test("a volatile service may have to be notified at every hard problem result", () => {
    const steps = run([2, 2, 2, 2], { ...SERVICE, isVolatile: true });

    expect(steps.map((step) => step.notificationEvents.length)).toEqual([0, 0, 1, 1]);
  });

  test("each event has a reason in words", () => {
    expect(run([0, 2, 2, 2, 1, 0]).flatMap((step) => step.events.map((event) => event.reason))).toEqual([
      "the first result: OK",
      "CRITICAL, attempt 1: soft until the last attempt",
      "CRITICAL, attempt 2: soft until the last attempt",
      "CRITICAL at the last attempt: hard",
      "CRITICAL before, WARNING now: hard",
      "WARNING before, OK now: the problem is over",
    ]);
  });

  test("a result writes the check part only: the parts of operators, notifications and the plan are shared", () => {
    const previous = stateWith(newState(0), {
      acknowledgement: "sticky",
      scheduledDowntimeDepth: 1,
      notificationNumber: 2,
      nextCheck: 900,
    });

    const { next } = transition(previous, result(0, 1000), HOST, {
      ...REACHABLE,
      acknowledgementOutlivesRecovery: true,
    });

    expect(next.handling).toBe(previous.handling);
    expect(next.notification).toBe(previous.notification);
    expect(next.plan).toBe(previous.plan);
    expect(Object.isFrozen(next) && Object.isFrozen(next.check)).toBe(true);
  });

  test("a result on an imported row without values fills them in", () => {
    const empty: ResourceState = stateWith(newState(1), {
      stateType: null,
      checkAttempt: null,
      hasBeenChecked: null,
      lastHardState: null,
      acknowledgement: null,
      scheduledDowntimeDepth: null,
      output: null,
    });

    const step = transition(empty, result(0, 1000), HOST, REACHABLE);

    expect(fieldsIn(step.next)).toMatchObject({
      state: 0,
      stateType: 1,
      checkAttempt: 1,
      hasBeenChecked: true,
      acknowledgement: "none",
      scheduledDowntimeDepth: 0,
    });
  });
});
