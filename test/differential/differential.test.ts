import { describe, expect, test } from "vitest";
import { NAGIOS } from "../support/installed-nagios.ts";
import { describeFailure } from "./describe.ts";
import { runOrHalve } from "./run-or-halve.ts";
import { randomSequence } from "./sequence.ts";

// A small share, always the same one, so that a change is judged and not luck; `npm run differential` draws new ones. Time is real, since Nagios has no other: its length is the steps'.
const SEQUENCES = 40;
const STEPS = 13;
const SEED = 1150;

describe("the same results and commands in Nagios 4 and here", () => {
  test.skipIf(NAGIOS === undefined)(
    `are followed by the same states and notifications, seed ${SEED} (skipped when Nagios 4 is not installed)`,
    async () => {
      const sequences = Array.from({ length: SEQUENCES }, (_, index) => randomSequence(SEED + index, STEPS));

      const suspects = (await runOrHalve(sequences)).failures.map(({ plot }) => sequences[plot]!);
      // What the engines disagree about, they disagree about each time; what a busy machine held up is not met again.
      const { failures } = suspects.length === 0 ? { failures: [] } : await runOrHalve(suspects);

      expect(failures.map((failure) => describeFailure({ sequence: suspects[failure.plot]!, failure }))).toEqual([]);
    },
    8 * (STEPS + 30) * 1000,
  );
});
