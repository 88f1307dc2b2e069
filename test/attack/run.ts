import { parseArgs } from "node:util";
import { ATTACK_PARTS } from "./attack-parts.ts";
import { runPart } from "./run-part.ts";

// npm run attack -- [PART…] [--small] [--seed N]: attacks a server of its own and prints what came of it.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: "boolean", default: false },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
  },
});
const unknown = positionals.filter((name) => ATTACK_PARTS.every((part) => part.name !== name));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(", ")}; there are ${ATTACK_PARTS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const parts = ATTACK_PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const seed = Number(values.seed);
console.log(`seed ${seed}, ${values.small ? "small" : "full"} size`);
let failed = 0;
for (const part of parts) {
  const begun = performance.now();
  const { counts, failures } = await runPart(part, values.small ? "small" : "full", seed);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(`\n${part.name}: ${failures.length === 0 ? "held" : "FAILED"} (${seconds} s)`);
  for (const [name, count] of Object.entries(counts)) console.log(`  ${String(count).padStart(9)}  ${name}`);
  for (const failure of failures) console.log(`  FAILED: ${failure}`);
  failed += failures.length;
}
console.log(`\n${parts.length} parts, ${failed} failures`);
process.exitCode = failed === 0 ? 0 : 1;
