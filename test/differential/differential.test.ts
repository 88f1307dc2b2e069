import { describe, expect, test } from "vitest";
import { NAGIOS } from "../support/installed-nagios.ts";
import { FAKETIME } from "./clock-steps.ts";
import { describeFailure } from "./describe.ts";
import { runTogether } from "./run-together.ts";
import { randomSequence } from "./sequence.ts";

// A small fixed share, so that a failure is due to a change; `npm run differential` draws new sequences.
const SEQUENCES = 40;
const STEPS = 50;
const SEED = 1150;

describe("the same results and commands in Nagios 4 and Vigie", () => {
  test.skipIf(NAGIOS === undefined || FAKETIME === undefined)(
    `lead to the same states and notifications, seed ${SEED} (skipped if Nagios 4 or libfaketime is not installed)`,
    async () => {
      const sequences = Array.from({ length: SEQUENCES }, (_, index) => randomSequence(SEED + index, STEPS));

      const { failures } = await runTogether(sequences);

      expect(failures.map((failure) => describeFailure({ sequence: sequences[failure.plot]!, failure }))).toEqual([]);
    },
    600_000,
  );
});
