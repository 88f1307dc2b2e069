import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-parent-"));
  spawnSync("mkfifo", [join(folder, "fifo")]);
});
afterEach(() => rmSync(folder, { recursive: true }));

const MODULE = new URL("./die-with-parent.ts", import.meta.url).href;

/** A process whose only thread of JavaScript waits for ever in a system call. */
const blockedScript = (): string => `
  import { readFileSync } from "node:fs";
  import { dieWithParent } from "${MODULE}";
  dieWithParent(process.ppid);
  setTimeout(() => {
    process.stdout.write(process.pid + "\\n");
    readFileSync("${join(folder, "fifo")}");
  }, 100);
`;

const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "latin1"));

test("a process that is blocked ends when its parent is killed", async () => {
  const script = join(folder, "blocked.mjs");
  writeFileSync(script, blockedScript());
  const parent = spawn(process.execPath, [
    "-e",
    `require("node:child_process").spawn(process.execPath, ["${script}"], { stdio: "inherit" })`,
  ]);
  const [pid] = await once(parent.stdout.setEncoding("utf8"), "data");
  expect(isRunning(Number(pid))).toBe(true);

  parent.kill("SIGKILL");

  await expect.poll(() => isRunning(Number(pid))).toBe(false);
});

test("a process that is done ends though it is watched", () => {
  const script = join(folder, "done.mjs");
  writeFileSync(script, `import { dieWithParent } from "${MODULE}"; dieWithParent(${process.pid});`);

  expect(spawnSync(process.execPath, [script], { timeout: 30_000 }).status).toBe(0);
});
