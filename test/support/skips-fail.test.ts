import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { maySkip } from "./skips-fail.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Runs a file with these tests as CI does. */
function run(tests: string): { readonly status: number | null; readonly output: string } {
  // Within the checkout, so that it finds vitest.
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "skips-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const reporter = JSON.stringify(join(import.meta.dirname, "skips-fail.ts"));
  const config = `const { SkipsFail } = await import(${reporter});
export default { test: { include: ["some.test.js"], reporters: ["default", new SkipsFail()], exclude: [], cache: false } };`;
  writeFileSync(join(folder, "vitest.config.js"), config);
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(folder, "some.test.js"), `import { describe, test } from "vitest";\n${tests}`);
  const { status, stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin/vitest"), ["run", "--root", folder], {
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

test("a run with a skip that a package would mend fails, and names it", () => {
  const { status, output } = run(`
test("runs", () => {});
describe.skipIf(true)("a real Prometheus", () => { test("is asked", () => {}); });
test("skips itself", ({ skip }) => skip("nginx is not installed"));
test.skipIf(true)("a mount that never answers (skipped without FUSE)", () => {});
`);
  expect(status).toBe(1);
  expect(output).toMatch(
    /Skipped, which is a failure[^]*some\.test\.js: a real Prometheus > is asked\n[^]*: skips itself\n/,
  );
  expect(output).not.toMatch(/Skipped, which is a failure[^]*FUSE/);
});

test("a run whose skips are beyond any package passes", () => {
  const { status, output } = run(`
test("runs", () => {});
test("a full disk", ({ skip }) => skip("this system does not allow users to mount a file system (unshare -rm)"));
`);
  expect({ status, output }).toMatchObject({ status: 0 });
});

test.each([
  ["a poller behind a firewall (skipped: network namespaces are not allowed: …)", true],
  ["a poller behind a firewall (skipped: nft is not installed)", false],
])("%s: may be skipped: %s", (name, isAllowed) => {
  expect(maySkip(name, undefined)).toBe(isAllowed);
});
