import { execFileSync } from "node:child_process";
import { globSync, statSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";

// `npm start` and `npm pack` build the console first: no script of an installation does, which npm would warn of.
const ROOT = resolve(import.meta.dirname, "..");
/** What the build makes. */
export const BUILT = join(ROOT, "console/dist");
const SOURCES = ["console/src/**/*.*", "console/index.html", "console/vite.config.ts", "package-lock.json"];

/** Builds the console unless what is built is newer than all its sources. Without its tools it stays as it is. */
export function buildConsole(): void {
  const built = changedAt(join(BUILT, "index.html"));
  if (!globSync(SOURCES, { cwd: ROOT }).some((file) => changedAt(join(ROOT, file)) > built)) return;
  if (changedAt(join(ROOT, "node_modules/.bin/vite")) === 0) return;
  const startedAt = new Date();
  execFileSync("npm", ["run", "-s", "console:build"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  // A source that was changed meanwhile may be in it as it was.
  utimesSync(join(BUILT, "index.html"), startedAt, startedAt);
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (import.meta.main) buildConsole();
