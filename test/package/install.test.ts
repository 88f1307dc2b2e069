import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Root, as in a container of a build machine, installs the package, and nobody runs it; others do both. */
const NOBODY = 65_534;
const isRoot = process.getuid!() === 0;
const asUser = isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--"] : [];

let folder: string;
let home: string;
let vigie: string;
let npmErrors: string;
let server: ServerProcess | undefined;

/** Of a registry that does not answer, it is asked again before npm would by itself (5 minutes). */
const PATIENCE = ["--prefer-offline", "--fetch-timeout=60000", "--fetch-retries=5"] as const;

/** The environment of a shell: without the Node and the settings that npm gives to its scripts. */
function shellEnvironment(): Record<string, string> {
  const variables = Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE|VITEST|VIGIE_)/i.test(name));
  const path = process.env["PATH"]!.split(delimiter).filter((entry) => !entry.includes("node_modules"));
  return { ...(Object.fromEntries(variables) as Record<string, string>), PATH: path.join(delimiter) };
}

function npm(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: ROOT, env: shellEnvironment(), encoding: "utf8" });
  if (status !== 0) throw new Error(`npm ${args[0]} ended with ${status}: ${stderr}`);
  npmErrors = stderr;
  return stdout;
}

/** Output of the installed program, run by the user with an empty home folder. */
function run(...args: readonly string[]): string {
  const [program, ...rest] = [...asUser, vigie, ...args];
  return execFileSync(program!, rest, { cwd: "/", env: { ...shellEnvironment(), HOME: home }, encoding: "utf8" });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-package-"));
  chmodSync(folder, 0o755);
  home = join(folder, "home");
  mkdirSync(home);
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  npm("pack", "--silent", "--pack-destination", folder);
  const file = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  const prefix = join(folder, "prefix");
  npm("install", "--global", "--prefix", prefix, "--no-update-notifier", ...PATIENCE, join(folder, file));
  vigie = join(prefix, "bin/vigie");
}, 600_000);
afterAll(async () => {
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("npm install has no warning", () => {
  expect(npmErrors).not.toMatch(/warn|deprecat/i);
});

test("the package has no sources and no tests", () => {
  const installed = join(folder, "prefix/lib/node_modules/vigie");

  expect(readdirSync(installed).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bin",
    "config",
    "console",
    "contrib",
    "dist",
    "docs",
    "node_modules",
    "package.json",
  ]);
  const files = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => /\.ts$|\.(?:test|fixture)\./.test(file))).toEqual([]);
});

test("it serves a configuration of its own, with the data in the home folder", { timeout: 180_000 }, async () => {
  const config = join(home, "config");
  expect(run("version")).toMatch(/^Vigie \d+\.\d+\.\d+ \(Node 26\./);
  expect(run("init", config)).toContain(`vigie --config ${config} serve`);

  server = await startServerProcess({ ...shellEnvironment(), HOME: home, VIGIE_CONFIG: config }, asUser, vigie);
  const password = /login +admin, password (\S+)/.exec(server.greeting)![1]!;
  const token = await loginAt(server.url, "admin", password);
  const { url } = server;
  const get = (path: string) => fetch(`${url}${path}`, { headers: { "X-AUTH-TOKEN": token } });
  const services = await get("/centreon/api/latest/monitoring/services?limit=5");

  expect(((await services.json()) as { result: unknown[] }).result).toHaveLength(5);
  expect(existsSync(join(home, ".local/state/vigie/vigie.sqlite"))).toBe(true);
  // The configuration is read by a process of its own, the store written by a thread.
  expect(run("reload")).toMatch(/^Reloaded in /);
  expect(run("backup", join(home, "backup.sqlite"))).toContain("backup.sqlite");
  const page = await (await get("/resources")).text();
  const script = /src="(\/assets\/index-[^"]+\.js)"/.exec(page)?.[1];
  expect(script, page).toBeDefined();
  for (const path of [
    script!,
    "/docs/operation.md",
    "/docs/documentation.css",
    "/api/docs",
    "/api/docs/docs.js",
    "/api/openapi.json",
  ])
    expect((await get(path)).status, path).toBe(200);
  const document = await fetch(`${url}/docs/operation.md`, { headers: { accept: "text/html" } });
  expect(await document.text()).toContain("<h1");
  expect(await server.stop()).toBe(0);
});
