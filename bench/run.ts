import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

// Runs all scripts of this folder, or the named ones, which get the options: `npm run bench`, `npm run bench api checks`,
// `npm run bench metrics history -- --size full`.
const folder = import.meta.dirname;
const all = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();
const firstOption = process.argv.findIndex((argument, place) => place >= 2 && argument.startsWith("-"));
const selected = process.argv.slice(2, firstOption < 0 ? undefined : firstOption);
const options = firstOption < 0 ? [] : process.argv.slice(firstOption);
const unknown = selected.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(", ")}; there are ${all.join(", ")}`);
  process.exit(2);
}
if (options.length > 0 && selected.length === 0) {
  console.error("options are for named benchmarks: npm run bench metrics history -- --size full");
  process.exit(2);
}
for (const name of selected.length > 0 ? selected : all) {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(process.execPath, [join(folder, `${name}.ts`), ...options], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
