import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildConsole } from "./build-console.ts";

// npm pack (prepack): makes dist/, the part of the package that runs. Node reads no TypeScript below node_modules, so
// that the package has JavaScript: the same files in the same folders, and beside them the pages they serve. The console
// is packed as console/dist/.

const ROOT = resolve(import.meta.dirname, "..");
const [SOURCE, TARGET] = [join(ROOT, "src"), join(ROOT, "dist")];

buildConsole();
rmSync(TARGET, { recursive: true, force: true });
compile();
copyOtherFiles();

function compile(): void {
  const compiler = join(ROOT, "node_modules/.bin/tsc");
  const { status, error } = spawnSync(compiler, ["--project", "tsconfig.build.json"], { cwd: ROOT, stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${compiler} ended with ${status}`);
}

function copyOtherFiles(): void {
  const files = globSync("**/*.*", { cwd: SOURCE, exclude: ["**/*.ts"] });
  for (const file of files) {
    mkdirSync(dirname(join(TARGET, file)), { recursive: true });
    cpSync(join(SOURCE, file), join(TARGET, file));
  }
}
