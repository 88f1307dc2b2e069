import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, statSync, utimesSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

// `npm start` and `npm pack` build the console first: no script of an installation does, which npm would warn of.
const ROOT = resolve(import.meta.dirname, "..");
/** What the build makes. */
export const BUILT = join(ROOT, "console/dist");
const SOURCES = ["console/src/**/*.*", "console/index.html", "console/vite.config.ts", "package-lock.json"];

/** Locked by the process that builds, and let go by the system should it be killed. */
const LOCK = join(ROOT, "node_modules/.cache/vigie/console-build.lock");
const LONGEST_BUILD_MS = 120_000;

/** Builds the console unless what is built is newer than all its sources. Without its tools it stays as it is. */
export function buildConsole(): void {
  if (isBuilt() || changedAt(join(ROOT, "node_modules/.bin/vite")) === 0) return;
  mkdirSync(dirname(LOCK), { recursive: true });
  using lock = new DatabaseSync(LOCK, { timeout: LONGEST_BUILD_MS });
  lock.exec("BEGIN EXCLUSIVE");
  // By another process meanwhile: a second build would empty the folder that the first one's server reads.
  if (isBuilt()) return;
  const startedAt = new Date();
  execFileSync("npm", ["run", "-s", "console:build"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  // A source that was changed meanwhile may be in it as it was.
  utimesSync(join(BUILT, "index.html"), startedAt, startedAt);
}

function isBuilt(): boolean {
  const built = changedAt(join(BUILT, "index.html"));
  return !globSync(SOURCES, { cwd: ROOT }).some((file) => changedAt(join(ROOT, file)) > built);
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (import.meta.main) buildConsole();
