import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";
import { SkipsFail } from "./test/support/skips-fail.ts";

// Inherited by test processes and their threads: without it, each thread that a test starts compiles its modules again.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "node_modules/.cache/vigie");

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "console/src/**/*.test.ts"],
    // Node imports the modules itself: four times as fast as Vite's transformation. No module is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // The files of a worker share its process and its modules: a third less processor time than with a process each.
    isolate: false,
    setupFiles: ["test/support/property-seed.ts"],
    globalSetup: ["test/support/postgres-setup.ts"],
    // Suites start real processes and wait for them: two more workers use what two leave idle of two processors.
    maxWorkers: 4,
    reporters: process.env["VIGIE_CI"] === undefined ? ["default"] : ["default", new SkipsFail()],
    sequence: { sequencer: LongestFirst },
    // What is waited for comes, however busy the machine is: these end only what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
