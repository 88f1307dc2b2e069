import { describe, expect, test } from "vitest";
import { NAGIOS } from "../support/installed-nagios.ts";
import { describeFailure } from "./describe.ts";
import { runTogether } from "./run-together.ts";
import { randomSequence } from "./sequence.ts";

// A small fixed share, so that a failure is due to a change; `npm run differential` draws new sequences. Time is real,
// since Nagios has no other: the duration is determined by the steps.
const SEQUENCES = 40;
const STEPS = 13;
const SEED = 1150;

describe("the same results and commands in Nagios 4 and Vigie", () => {
  test.skipIf(NAGIOS === undefined)(
    `lead to the same states and notifications, seed ${SEED} (skipped if Nagios 4 is not installed)`,
    async () => {
      const sequences = Array.from({ length: SEQUENCES }, (_, index) => randomSequence(SEED + index, STEPS));

      const suspects = (await runTogether(sequences)).failures.map(({ plot }) => sequences[plot]!);
      // Real differences occur every time; those caused by a busy machine do not recur.
      const { failures } = suspects.length === 0 ? { failures: [] } : await runTogether(suspects);

      expect(failures.map((failure) => describeFailure({ sequence: suspects[failure.plot]!, failure }))).toEqual([]);
    },
    8 * (STEPS + 30) * 1000,
  );
});
