import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
/** What the build makes. */
export const BUILT = join(ROOT, "console/dist");

/** Builds the console unless what is built is newer than all its sources. */
export function buildConsole(): void {
  const built = changedAt(join(BUILT, "index.html"));
  const sources = globSync(
    ["console/src/**/*.*", "console/index.html", "console/vite.config.ts", "package-lock.json"],
    {
      cwd: ROOT,
    },
  );
  if (sources.some((file) => changedAt(join(ROOT, file)) > built))
    execFileSync("npm", ["run", "-s", "console:build"], { cwd: ROOT, stdio: "inherit" });
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
