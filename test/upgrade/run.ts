import { parseArgs } from "node:util";
import { whyNoPostgres } from "../support/postgres-server.ts";
import { checkOutRelease } from "./earlier-release.ts";
import { upgradePair } from "./upgrade-pair.ts";
import { upgradePollers } from "./upgrade-pollers.ts";

// npm run upgrade -- --from REF: runs this release beside an earlier one, as during an upgrade, and counts what is lost.
const { from } = parseArgs({ options: { from: { type: "string" } } }).values;
if (from === undefined) {
  console.error("npm run upgrade -- --from REF: the tag or commit of the release before");
  process.exit(2);
}
const earlier = checkOutRelease(from);
console.log(`from ${earlier.commit.slice(0, 12)} to this checkout`);
let failed = 0;
const run = async (name: string, steps: AsyncIterable<string>): Promise<void> => {
  console.log(`\n${name}`);
  try {
    for await (const step of steps) console.log(`  ${step}`);
  } catch (error) {
    failed++;
    console.log(`  FAILED: ${(error as Error).message}`);
  }
};
try {
  await run("pollers one release apart", upgradePollers(earlier.vigie));
  const why = whyNoPostgres();
  if (why === null) await run("a pair, one server after the other", upgradePair(earlier.vigie));
  else console.log(`\na pair: not run, ${why}`);
} finally {
  earlier.remove();
}
console.log(`\n${failed} failures`);
process.exitCode = failed === 0 ? 0 : 1;
