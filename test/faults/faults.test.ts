import { describe, expect, test } from "vitest";
import { whyNoPostgres } from "../support/postgres-server.ts";
import { repetitions } from "../support/repetitions.ts";
import { whyNoNamespaces } from "./network.ts";
import { textOf } from "./report.ts";
import { runRound } from "./run-round.ts";

const why = whyNoNamespaces();
const FAULTS = repetitions({ all: 20, quick: 8 });
// A fixed share, so that a failure is due to a change; `npm run faults` draws new ones.
const SEED = 4;

describe.skipIf(whyNoPostgres() !== null)("a pair, a poller and a receiver while things break", () => {
  test(
    `${FAULTS} faults: nothing answered is lost, nothing is told twice unmarked, one term at a time${why === null ? "" : ` (kill and pause only: ${why})`}`,
    { timeout: 600_000 },
    async () => {
      const seed = Number(process.env["FC_SEED"] ?? SEED);
      const round = await runRound({ seed, faults: FAULTS, whyNoNamespaces: why, say: () => {} });
      expect(round.violations.map((violation) => textOf(round, violation))).toEqual([]);
    },
  );
});
