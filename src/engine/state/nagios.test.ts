import { describe, expect, test } from "vitest";
import type { CheckResult } from "../../model/check-result.ts";
import { newState } from "../../model/initial-state.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { Rules, Transition } from "./rules.ts";
import { transition } from "./transition.ts";

// Observed behaviour of Nagios 4.4.6 for the same results; test/differential/ compares random sequences.
const SERVICE: Rules = {
  kind: "service",
  engine: "nagios",
  maxCheckAttempts: 3,
  isVolatile: false,
  checkIntervalSeconds: 300,
  retryIntervalSeconds: 60,
  stalkOn: new Set(),
  isHostCheckingAggressive: false,
  arePassiveHostChecksSoft: false,
  isFlapDetectionEnabled: true,
  lowFlapThreshold: 20,
  highFlapThreshold: 30,
  flapDetectionOn: new Set([0, 1, 2, 3]),
};
const HOST: Rules = { ...SERVICE, kind: "host" };

const result = (returnCode: 0 | 1 | 2 | 3, at: number, checkType: "active" | "passive"): CheckResult => ({
  key: 7,
  checkType,
  returnCode,
  output: { text: `said ${returnCode}`, longText: "", perfdata: "" },
  dueAt: null,
  startedAt: at,
  finishedAt: at,
  commandLine: null,
});

/**
 * Lower case: active results; upper case: passive. u(p), d(own), r (unreachable: down behind parents that are down).
 */
function hostSteps(letters: string, rules: Rules = HOST): Transition[] {
  return [...letters].reduce<Transition[]>((steps, letter, index) => {
    const kind = letter.toLowerCase();
    const isPassive = letter !== kind;
    const code = kind === "u" ? 0 : !isPassive ? 2 : kind === "d" ? 1 : 2;
    const context = { isHostUp: true, isReachable: kind !== "r", nextId: 100 + index };
    const step = transition(
      steps.at(-1)?.next ?? newState(4),
      result(code, 1000 + index * 60, isPassive ? "passive" : "active"),
      rules,
      context,
    );
    return [...steps, step];
  }, []);
}

/** Lower case while the host is up, upper case while it is not: o(k), w(arning), c(ritical). */
function serviceSteps(letters: string, rules: Rules = SERVICE): Transition[] {
  return [...letters].reduce<Transition[]>((steps, letter, index) => {
    const code = ({ o: 0, w: 1, c: 2 } as const)[letter.toLowerCase() as "o" | "w" | "c"];
    const context = { isHostUp: letter === letter.toLowerCase(), isReachable: true, nextId: 100 + index };
    return [
      ...steps,
      transition(steps.at(-1)?.next ?? newState(4), result(code, 1000 + index * 60, "active"), rules, context),
    ];
  }, []);
}

const short = ({ next }: Transition): string =>
  `${next.check.state} ${next.check.stateType === 1 ? "HARD" : "SOFT"} ${next.check.checkAttempt} last-hard ${next.check.lastHardState}`;
const states = (steps: readonly Transition[]): ResourceState[] => steps.map(({ next }) => next);

describe("hosts, with the counting of Nagios 4", () => {
  test.each<[string, string, string[]]>([
    [
      "a hard problem keeps the attempt it became hard with",
      "dddd",
      ["1 SOFT 1 last-hard 0", "1 SOFT 2 last-hard 0", "1 HARD 3 last-hard 1", "1 HARD 3 last-hard 1"],
    ],
    [
      "a hard problem becomes soft again when an active check finds another one",
      "Dr",
      ["1 HARD 1 last-hard 1", "2 SOFT 1 last-hard 1"],
    ],
    [
      "and stays hard when its attempts are used up",
      "dddr",
      ["1 SOFT 1 last-hard 0", "1 SOFT 2 last-hard 0", "1 HARD 3 last-hard 1", "2 HARD 3 last-hard 2"],
    ],
    ["a different passive problem is hard with attempt 1", "dR", ["1 SOFT 1 last-hard 0", "2 HARD 1 last-hard 2"]],
    [
      "a problem made hard by a passive result before its attempts are used up is not the last hard state",
      "dD",
      ["1 SOFT 1 last-hard 0", "1 HARD 2 last-hard 0"],
    ],
    [
      "a soft UP keeps the last hard state",
      "Rdu",
      ["2 HARD 1 last-hard 2", "1 SOFT 1 last-hard 2", "0 SOFT 1 last-hard 2"],
    ],
    [
      "a problem that is already the last hard state stays soft",
      "Rdrrrd",
      [
        "2 HARD 1 last-hard 2",
        "1 SOFT 1 last-hard 2",
        "2 SOFT 2 last-hard 2",
        "2 SOFT 3 last-hard 2",
        "2 SOFT 3 last-hard 2",
        "1 SOFT 1 last-hard 2",
      ],
    ],
    ["a passive UP is hard", "RdU", ["2 HARD 1 last-hard 2", "1 SOFT 1 last-hard 2", "0 HARD 1 last-hard 0"]],
  ])("%s", (_, letters, expected) => {
    expect(hostSteps(letters).map(short)).toEqual(expected);
  });

  test("a problem made hard before its attempts are used up is notified with the next result", () => {
    expect(hostSteps("dDdU").map(({ notificationEvents }) => notificationEvents)).toEqual([
      [],
      [],
      ["problem"],
      ["recovery"],
    ]);
  });

  test.each([
    ["uDu", ["recovery"], true],
    ["udu", [], false],
    ["udU", ["recovery"], false],
  ])("the last result of %s is notified as %j and ends a hard problem: %j", (letters, kinds, isHard) => {
    expect(hostSteps(letters).at(-1)).toMatchObject({ notificationEvents: kinds, endsHardProblem: isHard });
  });

  test("the problem number ends when DOWN becomes UNREACHABLE", () => {
    expect(
      states(hostSteps("DRU")).map(({ check: { eventId, problemId, lastProblemId } }) => [
        eventId,
        problemId,
        lastProblemId,
      ]),
    ).toEqual([
      [100, 100, 0],
      [101, 0, 100],
      [102, 0, 100],
    ]);
  });

  test("passive_host_checks_are_soft makes passive problems count attempts", () => {
    expect(hostSteps("DDD", { ...HOST, arePassiveHostChecksSoft: true }).map(short)).toEqual([
      "1 SOFT 1 last-hard 0",
      "1 SOFT 2 last-hard 0",
      "1 HARD 3 last-hard 1",
    ]);
  });

  test("use_aggressive_host_checking treats a warning as DOWN", () => {
    const warning = (rules: Rules): number =>
      transition(newState(4), result(1, 1000, "active"), rules, { isHostUp: true, isReachable: true, nextId: 1 }).next
        .check.state;

    expect([warning(HOST), warning({ ...HOST, isHostCheckingAggressive: true })]).toEqual([0, 1]);
  });

  test("soft states enter the flapping history", () => {
    expect(states(hostSteps("udu")).map(({ check: { percentStateChange } }) => percentStateChange)).toEqual([
      0, 6.25, 12.37,
    ]);
  });
});

describe("services, with the counting of Nagios 4", () => {
  test.each<[string, string, string[]]>([
    [
      "a problem while the host is down has attempt 1 after OK",
      "oCC",
      ["0 HARD 1 last-hard 0", "2 HARD 1 last-hard 2", "2 HARD 1 last-hard 2"],
    ],
    [
      "a different problem while the host is down has the last attempt",
      "oCW",
      ["0 HARD 1 last-hard 0", "2 HARD 1 last-hard 2", "1 HARD 3 last-hard 1"],
    ],
    [
      "a soft problem gets the last attempt when the host goes down",
      "cC",
      ["2 SOFT 1 last-hard 0", "2 HARD 3 last-hard 2"],
    ],
    [
      "the same problem stays hard after the host is up again",
      "oCc",
      ["0 HARD 1 last-hard 0", "2 HARD 1 last-hard 2", "2 HARD 1 last-hard 2"],
    ],
    [
      "a different one is soft, and its attempts are counted",
      "oCww",
      ["0 HARD 1 last-hard 0", "2 HARD 1 last-hard 2", "1 SOFT 1 last-hard 2", "1 SOFT 2 last-hard 2"],
    ],
  ])("%s", (_, letters, expected) => {
    expect(serviceSteps(letters).map(short)).toEqual(expected);
  });

  test.each([
    ["after all attempts", "occo", ["recovery"], true],
    ["of a soft problem", "oco", [], false],
    ["with attempts left", "oCo", [], false],
    ["while the host is not up", "oCO", ["recovery"], true],
    ["with the last attempt, after another hard state", "oCwo", ["recovery"], true],
  ])("an OK %s (%s) is notified as %j and ends a hard problem: %j", (_, letters, kinds, isHard) => {
    const step = serviceSteps(letters, { ...SERVICE, maxCheckAttempts: 2 }).at(-1);

    expect(step).toMatchObject({ notificationEvents: kinds, endsHardProblem: isHard });
  });

  test("a soft problem gets its attempts back when the host is up again", () => {
    expect(states(serviceSteps("oCwCc")).map(({ check: { checkAttempt } }) => checkAttempt)).toEqual([1, 1, 1, 2, 2]);
  });

  test("the last attempt is notified although the host is not up, if the host did not make the problem hard", () => {
    expect(serviceSteps("oCwCC").map(({ notificationEvents }) => notificationEvents)).toEqual([
      [],
      [],
      [],
      [],
      ["problem"],
    ]);
  });

  test("only hard states enter the flapping history", () => {
    expect(states(serviceSteps("occco")).map(({ check: { percentStateChange } }) => percentStateChange)).toEqual([
      0, 0, 0, 6.25, 12.37,
    ]);
  });

  test("the state change time moves when a problem becomes hard, the hard one when a soft problem ends", () => {
    expect(states(serviceSteps("occc")).map(({ check: { lastStateChange } }) => lastStateChange)).toEqual([
      1000, 1060, 1060, 1180,
    ]);
    expect(states(serviceSteps("oco")).map(({ check: { lastHardStateChange } }) => lastHardStateChange)).toEqual([
      1000, 1000, 1120,
    ]);
  });

  test("a problem is not notified while the host is not up, unless the service is volatile", () => {
    expect(serviceSteps("oC").at(-1)!.notificationEvents).toEqual([]);
    expect(serviceSteps("oC", { ...SERVICE, isVolatile: true }).at(-1)!.notificationEvents).toEqual(["problem"]);
  });

  test("a flexible downtime begins at a change of state, and when a problem becomes hard", () => {
    expect(serviceSteps("ccccwo").map(({ beginsDowntimes }) => beginsDowntimes)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test("event numbers rise with each change; the problem keeps its own number until it ends", () => {
    expect(
      states(serviceSteps("owco")).map(({ check: { eventId, lastEventId, problemId, lastProblemId } }) => [
        eventId,
        lastEventId,
        problemId,
        lastProblemId,
      ]),
    ).toEqual([
      [0, 0, 0, 0],
      [101, 0, 101, 0],
      [102, 101, 101, 0],
      [103, 102, 0, 101],
    ]);
  });
});

describe("stalking", () => {
  const stalked = (codes: readonly (0 | 1 | 2)[], texts: readonly string[]): (string | undefined)[] => {
    let state = newState(4);
    return codes.map((code, index) => {
      const one = {
        ...result(code, 1000 + index * 60, "active"),
        output: { text: texts[index]!, longText: `long ${index}`, perfdata: `p=${index}` },
      };
      const step = transition(
        state,
        one,
        { ...SERVICE, maxCheckAttempts: 1, stalkOn: new Set([0, 2]) },
        { isHostUp: true, isReachable: true, nextId: 1 },
      );
      state = step.next;
      return step.events.find(({ kind }) => kind === "stalked-output")?.output;
    });
  };

  test("a changed first line is an event in the stalked states, and only there", () => {
    expect(stalked([0, 0, 0, 1, 1, 2, 2, 2], ["a", "a", "b", "c", "d", "e", "f", "f"])).toEqual([
      "a",
      undefined,
      "b",
      undefined,
      undefined,
      undefined,
      "f",
      undefined,
    ]);
  });
});
