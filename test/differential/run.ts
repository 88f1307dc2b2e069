import { parseArgs } from "node:util";
import { NAGIOS } from "../support/installed-nagios.ts";
import { FAKETIME } from "./clock-steps.ts";
import { describeDifference, describeFailure } from "./describe.ts";
import { runTogether } from "./run-together.ts";
import { randomSequence } from "./sequence.ts";
import { shrink } from "./shrink.ts";

// npm run differential -- --sequences 500 --steps 40 [--seed N] [--at-once 200] [--brief] [--shown 3]
const { values } = parseArgs({
  options: {
    sequences: { type: "string", default: "500" },
    steps: { type: "string", default: "40" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    "at-once": { type: "string", default: "200" },
    brief: { type: "boolean", default: false },
    shown: { type: "string", default: "3" },
  },
});
const [count, steps, seed, atOnce, shown] = [
  values.sequences,
  values.steps,
  values.seed,
  values["at-once"],
  values.shown,
].map(Number) as [number, number, number, number, number];

if (NAGIOS === undefined || FAKETIME === undefined) {
  console.error(
    "Nagios 4 or libfaketime is not installed (Debian: nagios4-core, faketime); there is nothing to compare.",
  );
  process.exit(2);
}

console.log(`seed ${seed}: ${count} sequences of ${steps} steps, ${atOnce} at once`);
const startedAt = Date.now();
let failed = 0;
for (let first = 0; first < count; first += atOnce) {
  const sequences = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) =>
    randomSequence(seed + first + index, steps),
  );
  const { failures, excused } = await runTogether(sequences);
  failed += failures.length;
  for (const [name, times] of excused) console.log(`known difference, met ${times} times: ${name}`);
  if (values.brief)
    for (const { plot, differences } of failures)
      for (const difference of differences)
        console.log(`seed ${sequences[plot]!.seed}: ${describeDifference(difference)}`);
  else
    for (const { plot, step } of failures.toSorted((one, other) => one.step - other.step).slice(0, shown)) {
      const smallest = await shrink(sequences[plot]!, step);
      console.log(
        smallest === undefined
          ? `seed ${sequences[plot]!.seed} failed once at step ${step} and not again`
          : describeFailure(smallest),
      );
    }
}
console.log(
  `${count - failed} of ${count} sequences agree, ${failed} do not (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
);
process.exitCode = failed === 0 ? 0 : 1;
