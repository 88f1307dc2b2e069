import { expect, test } from "vitest";
import type { Work } from "../../lib/cooperative.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import { NO_FACTS, NO_SERVER_FACTS } from "../../model/timeline-facts.ts";
import { partOf } from "./availability.ts";
import { availabilityOf } from "./join-parts.ts";
import { groupVerdicts } from "./group.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { endsInSoftProblem, timelineOf } from "./timeline.ts";

const EVENTS = 20_000;
const RANGE = { from: 0, to: EVENTS * 60_000 };

test("all of the counting of a very busy object can be interrupted", () => {
  const events = Array.from({ length: EVENTS }, (_, index): HistoryEvent => {
    const isProblem = index % 2 === 0;
    const [kind, state] = isProblem ? (["hard-state", 2] as const) : (["recovery", 0] as const);
    return { key: 1, at: index * 60, kind, state, stateType: 1, checkAttempt: 3, output: "", reason: "" };
  });
  const resource = { before: { ...NO_FACTS, isConfigured: true, hardState: 0 as const }, events };
  const timeline = interrupted(
    timelineOf({
      kind: "service",
      range: RANGE,
      knownUntil: RANGE.to,
      resource,
      host: resource,
      server: { before: NO_SERVER_FACTS, events: [] },
      toleratedGapMs: 60_000,
      countsSoftProblems: false,
    }),
  );
  const part = interrupted(partOf({ kind: "service", timeline, openings: [RANGE], policy: DEFAULT_POLICY }));
  const { verdicts, outages } = interrupted(availabilityOf([part]));
  interrupted(groupVerdicts([verdicts, verdicts], { kind: "any" }));
  interrupted(endsInSoftProblem({ range: RANGE, resource }));

  expect(outages).toHaveLength(EVENTS / 2);
});

/** Runs it; each thousand of events must give others a turn. */
function interrupted<Result>(work: Work<Result>): Result {
  for (let turns = 0; ; turns++) {
    const { done, value } = work.next();
    if (done !== true) continue;
    expect(turns).toBeGreaterThanOrEqual(EVENTS / 1_000);
    return value;
  }
}
