import { parseArgs } from "node:util";
import { delayKind, whyNoNamespaces } from "./network.ts";
import { FAKETIME } from "./clocks.ts";
import { faultsFor } from "./nemesis.ts";
import { reportOf, textOf } from "./report.ts";
import { runRound, type Round } from "./run-round.ts";
import { buildSabotaged, SABOTAGES } from "./sabotage.ts";

// npm run faults -- [--faults 500] [--seed N] [--at-once 25] [--only TEXT] [--sabotage term|deadline|welcome]
const { values } = parseArgs({
  options: {
    faults: { type: "string", default: "50" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    "at-once": { type: "string", default: "25" },
    only: { type: "string", default: "" },
    sabotage: { type: "string" },
  },
});
const [faults, seed, atOnce] = [values.faults, values.seed, values["at-once"]].map(Number) as [number, number, number];
const { sabotage, only } = values;
if (sabotage !== undefined && !(sabotage in SABOTAGES)) {
  console.error(`no sabotage ${sabotage}; there are ${Object.keys(SABOTAGES).join(", ")}`);
  process.exit(2);
}

const why = whyNoNamespaces();
if (faultsFor(why === null, only).length === 0) {
  console.error(`no fault has "${only}" in its name`);
  process.exit(2);
}
console.log(`seed ${seed}: ${faults} faults, ${atOnce} in each round`);
if (why !== null) console.log(`kill and pause only: ${why}`);
else {
  const delay = delayKind();
  if (delay !== "netem")
    console.log(
      `no netem in this kernel: ${delay === null ? "packets are lost, none is delayed" : "packets are lost, and queue on a slow line instead of being delayed by 300 ms"}`,
    );
  if (!FAKETIME.isInstalled) console.log("no clock is set off: libfaketime is not installed (Debian: faketime)");
}

const sabotaged = sabotage === undefined ? null : buildSabotaged(sabotage as keyof typeof SABOTAGES);
const rounds: Round[] = [];
const begun = performance.now();
try {
  for (let done = 0; done < faults; done += atOnce) {
    const count = Math.min(atOnce, faults - done);
    const ofRound = seed + rounds.length;
    console.log(`round ${rounds.length + 1}: --faults ${count} --seed ${ofRound}`);
    const round = await runRound({
      seed: ofRound,
      faults: count,
      whyNoNamespaces: why,
      only,
      ...(sabotaged === null ? {} : { vigie: sabotaged.vigie }),
      say: (text) => console.log(`  ${((performance.now() - begun) / 1_000).toFixed(0).padStart(5)} s  ${text}`),
    });
    rounds.push(round);
    for (const violation of round.violations) console.log(textOf(round, violation));
    // What was to be shown is shown.
    if (sabotaged !== null && round.violations.length > 0) break;
  }
} finally {
  sabotaged?.remove();
}
console.log(reportOf(rounds));
const violations = rounds.flatMap((round) => round.violations);
if (sabotage === undefined) process.exitCode = violations.length === 0 ? 0 : 1;
else {
  console.log(
    violations.length > 0 ? `the sabotage "${sabotage}" was found` : `the sabotage "${sabotage}" was NOT found`,
  );
  process.exitCode = violations.length > 0 ? 0 : 1;
}
