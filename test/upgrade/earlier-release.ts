import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CHECKOUT = resolve(import.meta.dirname, "../..");

/** Another commit of this repository, ready to run. */
export interface EarlierRelease {
  readonly commit: string;
  /** Its program. */
  readonly vigie: string;
  remove(): void;
}

/** `reference`: a tag or a commit. Throws with the message of git if there is none. */
export function checkOutRelease(reference: string): EarlierRelease {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", CHECKOUT, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  const commit = git("rev-parse", "--verify", `${reference}^{commit}`);
  const folder = mkdtempSync(join(tmpdir(), "vigie-release-"));
  git("worktree", "add", "--quiet", "--detach", folder, commit);
  const lock = "package-lock.json";
  if (readFileSync(join(folder, lock), "utf8") === readFileSync(join(CHECKOUT, lock), "utf8"))
    symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"));
  else execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" });
  return {
    commit,
    vigie: join(folder, "bin/vigie"),
    remove() {
      rmSync(join(folder, "node_modules"), { recursive: true, force: true });
      git("worktree", "remove", "--force", folder);
    },
  };
}
