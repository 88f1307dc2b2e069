import { parseArgs } from "node:util";
import type { Comparison } from "../test/objects-cache/compare.ts";
import { compareConfiguration, type Configuration } from "../test/objects-cache/configuration.ts";
import { randomConfiguration } from "../test/objects-cache/generate/random-configuration.ts";
import { compareOpenings, FAKETIME } from "../test/objects-cache/next-openings.ts";
import { cornerSample, documentedSample, installedSample, patternSample } from "../test/objects-cache/samples.ts";
import { NAGIOS } from "../test/support/installed-nagios.ts";

// npm run compare-objects -- [--generated 2] [--objects 5000] [--openings 300] [--seed N] [--shown 20]
const { values } = parseArgs({
  options: {
    generated: { type: "string", default: "2" },
    objects: { type: "string", default: "5000" },
    openings: { type: "string", default: "300" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    shown: { type: "string", default: "20" },
  },
});

if (NAGIOS === undefined) {
  console.error("Nagios 4 is not installed (Debian: nagios4-core); there is nothing to compare with.");
  process.exit(2);
}

const [generated, objects, seed, shown, openingCount] = [
  values.generated,
  values.objects,
  values.seed,
  values.shown,
  values.openings,
].map(Number) as [number, number, number, number, number];
const configurations = [
  installedSample(),
  documentedSample(),
  cornerSample(),
  patternSample(),
  ...Array.from({ length: generated }, (_, index) => randomConfiguration(seed + index, objects)),
];
let failed = 0;
for (const configuration of configurations) {
  if (configuration === null) console.log("A sample of Debian is not installed (nagios4-core): skipped.");
  else compare(configuration);
}
if (FAKETIME === undefined) console.log("\nfaketime is not installed: openings of time periods are not compared.");
else compareNextOpenings();
console.log(failed === 0 ? "\nAll objects are equal." : `\n${failed} of the above differ.`);
process.exitCode = failed === 0 ? 0 : 1;

function compare(configuration: Configuration): void {
  const startedAt = Date.now();
  console.log(`\n${configuration.name}`);
  try {
    const comparison = compareConfiguration(configuration);
    if (comparison.differences.length > 0) failed += 1;
    console.log(summary(comparison, Date.now() - startedAt));
  } catch (error) {
    failed += 1;
    console.log(error instanceof Error ? error.message : String(error));
  }
}

function compareNextOpenings(): void {
  const openings = compareOpenings(seed, openingCount);
  const different = openings.filter(({ nagios, vigie }) => nagios !== vigie);
  if (different.length > 0) failed += 1;
  console.log(`\nnext openings of time periods, seed ${seed}`);
  for (const { zone, at, nagios, vigie, period } of different.slice(0, shown)) {
    console.log(`${zone}, from ${at}: Nagios ${nagios}, Vigie ${vigie}\n${period}`);
  }
  console.log(`${openings.length} openings compared, ${different.length} differ`);
}

function summary({ differences, known, objectCounts, directiveCount }: Comparison, tookMs: number): string {
  const first = differences.slice(0, shown);
  const objects = [...objectCounts].map(([type, count]) => `${count} ${type}`).join(", ");
  return [
    ...first,
    ...(differences.length > first.length ? [`… and ${differences.length - first.length} more objects`] : []),
    ...[...known].map(([name, count]) => `known difference, found ${count} times: ${name}`),
    `${objects}; ${directiveCount} directives compared, ` +
      `${differences.length} objects differ (${(tookMs / 1000).toFixed(1)} s)`,
  ].join("\n");
}
