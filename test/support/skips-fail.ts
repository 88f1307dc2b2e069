import type { Reporter, TestModule } from "vitest/node";

/**
 * Skips that are no failure in CI: what makes the test impossible is in its name, and no package mends it. A program that
 * is not installed is none of them.
 */
const ALLOWED: readonly RegExp[] = [
  // What the system forbids.
  /without FUSE|FUSE cannot be mounted/,
  /nothing can be mounted|does not allow users to mount/,
  /network namespaces are not allowed|only root of Linux makes network namespaces/,
  /root reads every file/,
  // Attacks by many programs, each tried where its program is.
  /^a text with shell signs > .* > would run without the refusal/,
  // Records of the reference, which are not part of the repository.
  /^the recorded answers are not compared: /,
  /^answers as recorded > .*\(not measured: /,
];

/** True if a test of this name may be skipped, or may for what it said when it skipped itself. */
export const maySkip = (name: string, said: string | undefined): boolean =>
  ALLOWED.some((allowed) => allowed.test(name) || allowed.test(said ?? ""));

/** Makes the run fail if a test was skipped that could have run: CI installs every program that tests need. */
export class SkipsFail implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests("skipped")]
        .filter((test) => {
          const result = test.result();
          return !maySkip(test.fullName, result.state === "skipped" ? result.note : undefined);
        })
        .map((test) => `  ${module.relativeModuleId}: ${test.fullName}`),
    );
    if (skipped.length === 0) return;
    process.exitCode = 1;
    console.error(`\nSkipped, which is a failure here (VIGIE_CI):\n${skipped.join("\n")}`);
  }
}
