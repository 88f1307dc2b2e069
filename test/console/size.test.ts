import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildConsole, BUILT } from "../../scripts/build-console.ts";
import { builtParts, gzipBytes, loadedBy } from "./support/built-parts.ts";

// Budgets of what a browser loads, compressed by gzip.

const KB = 1_024;

beforeAll(() => buildConsole(), 120_000);

test("the sign-in page loads 120 kB at most, the list of resources 240", () => {
  const signIn = loadedBy(["sign-in"]);
  const list = loadedBy(["shell", "resources"]);

  expect(gzipBytes(signIn), signIn.join(" ")).toBeLessThanOrEqual(120 * KB);
  expect(gzipBytes(list), list.join(" ")).toBeLessThanOrEqual(240 * KB);
});

test("no part that is loaded later is larger than 60 kB", () => {
  const first = new Set(loadedBy(["shell", "resources"]));
  const later = builtParts().filter((file) => !first.has(file));

  expect(later.length).toBeGreaterThan(5);
  for (const file of later) expect([file, gzipBytes([file]) <= 60 * KB]).toEqual([file, true]);
});

test("only the language of the profile is loaded", () => {
  expect(loadedBy(["shell", "resources"]).filter((file) => /\/fr(?:-first)?-/.test(file))).toEqual([]);
});

test("names have a hash, and nothing but built files is there", () => {
  const assets = readdirSync(join(BUILT, "assets"));

  for (const name of assets) expect(name).toMatch(/^[\w.-]+-[\w-]{8}\.(?:js|css|svg)(?:\.(?:br|gz))?$/);
  expect(readFileSync(join(BUILT, "index.html"), "utf8")).not.toContain("sourceMappingURL");
});
