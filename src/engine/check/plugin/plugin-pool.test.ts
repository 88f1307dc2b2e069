import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../lib/clock.ts";
import { silentLog } from "../../../lib/log.ts";
import { PluginPool } from "./plugin-pool.ts";
import type { PluginPoolOptions } from "./plugin-pool.ts";

let folder: string;
let pool: PluginPool;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-test-"));
  await startPool();
});

afterEach(async () => {
  await pool.stop();
  expect(readdirSync(folder).filter((name) => name.startsWith("vigie-plugins-"))).toEqual([]);
  rmSync(folder, { recursive: true });
});

async function startPool(options: Partial<PluginPoolOptions> = {}): Promise<void> {
  await pool?.stop();
  pool = new PluginPool({
    clock: systemClock,
    log: silentLog,
    temporaryFolder: folder,
    environment: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    baseHelpers: 2,
    graceSeconds: 0.2,
    ...options,
  });
  await pool.start();
}

const run = (argv: readonly [string, ...string[]], timeoutSeconds = 10) => pool.run({ argv, timeoutSeconds });
const sh = (script: string, timeoutSeconds = 10) => run(["/bin/sh", "-c", script], timeoutSeconds);
const exited = (code: number, stdout = "", stderr = "") => ({ ending: { kind: "exited", code }, stdout, stderr });

function plugin(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode });
  return path;
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "latin1"));
  } catch {
    return false;
  }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))![1]);
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!holds() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

/** Reads the pids that a script wrote with `echo $! >> "$pids"`. */
const pidsIn = (path: string): number[] => readFileSync(path, "latin1").trim().split("\n").map(Number);

describe("a plugin", () => {
  it.each([0, 1, 2, 3, 4, 255])("returns exit code %i and its output", async (code) => {
    expect(await sh(`echo out; echo err >&2; exit ${code}`)).toMatchObject(exited(code, "out\n", "err\n"));
  });

  it("gets its arguments unchanged", async () => {
    const args = ["", " ", "it's", '"', "$(id)", "`id`", "a\nb", "*", "\\", "-n", "--", "日本", "\u0081\u0088", "%s"];
    const { stdout } = await run(["/usr/bin/printf", "<%s>", ...args]);

    expect(stdout).toBe(args.map((arg) => `<${arg}>`).join(""));
  });

  it("gets arbitrary arguments unchanged", async () => {
    const sign = fc.constantFrom(
      "'",
      '"',
      "\\",
      "$",
      "`",
      "\n",
      " ",
      "(",
      "*",
      "!",
      "~",
      "a",
      "é",
      "\u0081",
      "\u{1F600}",
      "-",
      "%",
      ";",
      "\u007f",
      "\u0001",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: sign, maxLength: 10 }), { maxLength: 4 }), async (args) => {
        expect((await run(["/usr/bin/printf", "<%s>", "x", ...args])).stdout).toBe(
          ["x", ...args].map((arg) => `<${arg}>`).join(""),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("gets an argument too large for a pipe, and fails for one too large for Linux", async () => {
    const quotes = "'".repeat(60_000);

    expect((await run(["/usr/bin/printf", "%s", quotes])).stdout).toBe(quotes);
    expect(await run(["/usr/bin/printf", "%s", "x".repeat(200_000)])).toMatchObject({
      ending: { kind: "exited", code: 126 },
    });
    expect(await run(["/usr/bin/printf", "still there"])).toMatchObject(exited(0, "still there"));
  });

  it("is found in PATH when it has no slash, even if it is named like a shell builtin", async () => {
    expect(await run(["printf", "found"])).toMatchObject(exited(0, "found"));
    expect((await run(["exit", "7"])).ending).toEqual({ kind: "exited", code: 127 });
    expect(await run(["printf", "still there"])).toMatchObject(exited(0, "still there"));
  });

  it("may have spaces and quotes in its path, and no shebang line", async () => {
    const path = plugin("my plugin's.sh", 'echo "ran $1"; exit 1');

    expect(await run([path, "well"])).toMatchObject(exited(1, "ran well\n"));
  });

  it("gives 127 when it is missing and 126 when it is not executable", async () => {
    expect((await run([join(folder, "none")])).ending).toEqual({ kind: "exited", code: 127 });
    expect((await run(["no-such-plugin"])).ending).toEqual({ kind: "exited", code: 127 });
    expect((await run([plugin("plain.txt", "echo no", 0o644)])).ending).toEqual({ kind: "exited", code: 126 });
    expect((await run([folder])).ending).toEqual({ kind: "exited", code: 126 });
  });

  it("gives 128 plus the signal number when a signal ends it", async () => {
    expect((await sh("kill -SEGV $$")).ending).toEqual({ kind: "exited", code: 139 });
    expect((await sh("kill -KILL $$")).ending).toEqual({ kind: "exited", code: 137 });
  });

  it("reads an end of file from its input", async () => {
    expect(await run(["/bin/cat"])).toMatchObject(exited(0, ""));
  });

  it("has the given environment, the default signal actions and only its three open files", async () => {
    const list = 'ls /proc/self/fd | tr "\\n" " "';
    const { stdout } = await sh(`echo $LC_ALL; grep SigIgn /proc/$$/status | tr -d "\\t"; ${list}`);

    // File descriptors that this process inherited are passed to every child.
    const inherited = spawnSync("/bin/sh", ["-c", list], { encoding: "utf8" }).stdout;
    expect(stdout).toBe(`C.UTF-8\nSigIgn:0000000000000000\n${inherited}`);
  });

  it("has output that is valid UTF-8", async () => {
    expect((await sh("printf 'caf\\351'")).stdout).toBe("café");
  });

  it("is timed from its start", async () => {
    const before = systemClock.now();
    const { startedAt, durationSeconds } = await run(["/bin/sleep", "0.3"]);

    expect(startedAt).toBeGreaterThanOrEqual(before);
    expect(durationSeconds).toBeGreaterThanOrEqual(0.3);
    expect(startedAt + durationSeconds).toBeLessThanOrEqual(systemClock.now() + 0.01);
  });
});

describe("a plugin with much output", () => {
  it("is read to the end when its output does not fit into a pipe, and the beginning is kept", async () => {
    const { ending, stdout } = await sh('head -c 300000 /dev/zero | tr "\\0" x');

    expect(ending).toEqual({ kind: "exited", code: 0 });
    expect(stdout).toBe("x".repeat(65_536));
  });

  it("keeps no partial character at the cut", async () => {
    await startPool({ keptBytes: 10 });

    expect((await sh("printf 'éééééééé'")).stdout).toBe("ééééé");
    expect((await sh("printf 'aéééééééé'")).stdout).toBe("aéééé");
    expect((await sh("printf 'aé€€€€€€€'")).stdout).toBe("aé€€");
  });

  it.each(["yes", "yes >&2"])("is killed when its output never ends: %s", async (script) => {
    expect((await sh(script)).ending).toEqual({ kind: "flooded", limitBytes: 1_048_576 });
    expect(await sh("echo next")).toMatchObject(exited(0, "next\n"));
  });
});

describe("a plugin that does not end", () => {
  it("is terminated when its signal says so, also one that waits; the next ones run", async () => {
    await startPool({ baseHelpers: 1, maxHelpers: 1 });
    const pid = join(folder, "pid");
    const abort = new AbortController();
    const call = (script: string) =>
      pool.run({ argv: ["/bin/sh", "-c", script], timeoutSeconds: 60, signal: abort.signal });
    const running = call(`echo $$ >${pid}; sleep 60`);
    const waiting = call("echo ran");
    await expect.poll(() => existsSync(pid) && readFileSync(pid, "utf8") !== "").toBe(true);
    abort.abort();

    expect((await running).ending).toEqual({ kind: "lost" });
    expect((await waiting).ending).toMatchObject({ kind: "not-started" });
    await expect.poll(() => isRunning(Number(readFileSync(pid, "utf8")))).toBe(false);
    expect(await sh("echo next")).toMatchObject(exited(0, "next\n"));
  });

  it("is terminated at its timeout, and the next ones run", async () => {
    const pids = join(folder, "pids");
    const outcome = await sh(`echo $$ >${pids}; echo half; exec sleep 1000`, 0.3);

    expect(outcome.ending).toEqual({ kind: "timed-out" });
    expect(outcome.durationSeconds).toBeGreaterThanOrEqual(0.29);
    expect(outcome.durationSeconds).toBeLessThan(2);
    await until(() => !isRunning(pidsIn(pids)[0]!));
    expect(await Promise.all([1, 2, 3, 4].map((n) => sh(`echo ${n}`)))).toMatchObject(
      [1, 2, 3, 4].map((n) => exited(0, `${n}\n`)),
    );
  });

  it("is killed after the grace when it ignores the signal, with descendants even in their own groups", async () => {
    const pids = join(folder, "pids");
    const outcome = await sh(
      `trap "" TERM; echo $$ >${pids}
      sleep 1000 & echo $! >>${pids}
      timeout 900 sh -c 'trap "" TERM; echo $$ >>${pids}; while :; do sleep 1; done' & echo $! >>${pids}
      while :; do sleep 1; done`,
      0.5,
    );

    expect(outcome.ending).toEqual({ kind: "timed-out" });
    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));
    expect(pidsIn(pids)).toHaveLength(4);
  });

  it("does not delay others: many time out together while quick ones run", async () => {
    const slow = Array.from({ length: 30 }, () => sh('trap "" TERM; while :; do sleep 0.2; done', 0.5));
    const quick = Array.from({ length: 30 }, (_, n) => sh(`echo ${n}`));

    expect(await Promise.all(quick)).toMatchObject(quick.map((_, n) => exited(0, `${n}\n`)));
    for (const { ending } of await Promise.all(slow)) expect(ending).toEqual({ kind: "timed-out" });
  });
});

describe("a plugin that leaves a process behind", () => {
  it("is answered immediately, and the process that still holds its output is killed", async () => {
    const pids = join(folder, "pids");
    const outcome = await sh(`(sleep 1000; echo late) & echo $! >${pids}; echo now; exit 1`);

    expect(outcome).toMatchObject(exited(1, "now\n"));
    expect(outcome.durationSeconds).toBeLessThan(2);
    await until(() => !isRunning(pidsIn(pids)[0]!));
  });

  it("gets its helper back when the left-over process ends soon", async () => {
    await startPool({ baseHelpers: 1, maxHelpers: 2 });
    const parent = async (): Promise<string> => (await sh("echo $PPID")).stdout;
    const before = await parent();

    expect(await sh("(sleep 0.05; echo late) & echo now")).toMatchObject(exited(0, "now\n"));
    await until(() => pool.counts.helpers > 1);
    const after = await Promise.all(Array.from({ length: 10 }, parent));

    expect(after).toContain(before);
  });

  it("mixes none of its output into the next checks", async () => {
    await startPool({ baseHelpers: 1, maxHelpers: 1 });
    const daemon = 'setsid sh -c "while :; do echo MIXED; echo MIXED >&2; sleep 0.01; done" & echo $! >>';
    const pids = join(folder, "pids");

    for (let n = 0; n < 5; n++) {
      expect((await sh(`${daemon}${pids}; exit 0`)).ending).toEqual({ kind: "exited", code: 0 });
      for (let next = 0; next < 5; next++)
        expect(await sh(`sleep 0.02; echo ${next}`)).toMatchObject(exited(0, `${next}\n`, ""));
    }
    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));
  });

  it("does not kill a background process that closed its output", async () => {
    const pids = join(folder, "pids");
    await sh(`sleep 1000 >/dev/null 2>&1 & echo $! >${pids}; echo started`);

    expect(await sh("echo next")).toMatchObject(exited(0, "next\n"));
    expect(isRunning(pidsIn(pids)[0]!)).toBe(true);

    await pool.stop();
    await until(() => !isRunning(pidsIn(pids)[0]!));
  });

  it("has its processes in other sessions ended with the check, whatever became of their parents", async () => {
    const pids = join(folder, "pids");
    const deaf = `trap "" TERM; echo $$ >>${pids}; while :; do sleep 0.1; done`;
    await sh(
      `: >>${pids}; setsid sh -c 'echo $$ >>${pids}; setsid sleep 1000 & echo $! >>${pids}; exec sleep 1000' >/dev/null 2>&1 &
      env -i setsid -f sh -c '${deaf}' >/dev/null 2>&1
      while [ $(wc -l <${pids}) -lt 3 ]; do sleep 0.01; done; echo done`,
    );

    expect(pidsIn(pids)).toHaveLength(3);
    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));
    expect(await sh("echo next")).toMatchObject(exited(0, "next\n"));
  });

  it("has processes in other sessions ended at its timeout, and with the server's pool", async () => {
    const pids = join(folder, "pids");

    expect((await sh(`${daemonOf(pids)}; sleep 1000`, 1)).ending).toEqual({ kind: "timed-out" });
    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));

    rmSync(pids);
    void sh(`${daemonOf(pids)}; sleep 1000`);
    await until(() => existsSync(pids) && readFileSync(pids, "latin1") !== "");
    await pool.stop();
    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));
  });

  it("leaves a daemon running where the pool is for commands that may start one", async () => {
    await startPool({ endsDetached: false });
    const pids = join(folder, "pids");
    await sh(daemonOf(pids));
    await until(() => existsSync(pids) && readFileSync(pids, "latin1") !== "");
    const [pid] = pidsIn(pids);

    await pool.stop();

    expect(isRunning(pid!)).toBe(true);
    process.kill(pid!, "SIGKILL");
  });

  /** Script that starts a daemon and ends once it runs, so that its pid is known before it is ended with the check. */
  const daemonOf = (pids: string): string =>
    `setsid -f sh -c 'echo $$ >>${pids}; exec sleep 1000' >/dev/null 2>&1; while [ ! -s ${pids} ]; do sleep 0.01; done`;

  /** Folder with only these programs of the system. */
  function binWith(...names: readonly string[]): string {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    for (const name of ["setsid", "mkfifo", "env", "rm", "sleep", "true", "sh", ...names]) {
      const path = [`/usr/bin/${name}`, `/bin/${name}`].find((each) => existsSync(each));
      if (path !== undefined) symlinkSync(path, join(bin, name));
    }
    return bin;
  }

  it.each(["perl", "python3"])("has its orphans ended on a system with only %s", async (adopter) => {
    const bin = binWith(adopter);
    if (!existsSync(join(bin, adopter))) return;
    await startPool({ environment: { PATH: bin } });
    const pids = join(folder, "pids");

    await sh(daemonOf(pids));

    await until(() => existsSync(pids) && readFileSync(pids, "latin1") !== "");
    await until(() => !isRunning(pidsIn(pids)[0]!));
  });

  it("has its orphans named in the log when nothing on this system can adopt them", async () => {
    const warnings: [object, string][] = [];
    await startPool({
      environment: { PATH: binWith() },
      log: { ...silentLog, warn: (facts: object, text: string) => void warnings.push([facts, text]) },
      searchSeconds: 0.1,
    });
    const pids = join(folder, "pids");

    await sh(daemonOf(pids));

    await until(() => warnings.length > 1);
    const [pid] = pidsIn(pids);
    process.kill(pid!, "SIGKILL");
    expect(warnings).toEqual([
      [{}, expect.stringContaining("perl or python3 is needed")],
      [{ pid, name: expect.stringMatching(/^(?:sh|sleep)$/) as string }, expect.stringContaining("goes on running")],
    ]);
  });

  it.each(["kill 0; sleep 5", "kill -9 0; sleep 5", "kill -9 $PPID; sleep 5"])(
    "may even try to kill its helper: %s",
    async (script) => {
      const { ending, durationSeconds } = await sh(script);

      expect(ending).toEqual(script.startsWith("kill 0") ? { kind: "exited", code: 143 } : { kind: "lost" });
      expect(durationSeconds).toBeLessThan(2);
      expect(await Promise.all([1, 2, 3].map((n) => sh(`echo ${n}`)))).toMatchObject(
        [1, 2, 3].map((n) => exited(0, `${n}\n`)),
      );
    },
  );
});

describe("the pool", () => {
  it("leaves no process and no file behind when the server is killed", async () => {
    const pids = join(folder, "pids");
    const program = `
      import { PluginPool } from ${JSON.stringify(join(import.meta.dirname, "plugin-pool.ts"))}
      const temporaryFolder = ${JSON.stringify(join(folder, "own"))}
      const pool = new PluginPool({ clock: { now: () => 0 }, log: console, temporaryFolder, environment: process.env })
      await pool.start()
      const script = 'trap "" TERM; echo $PPID >${pids}; echo $$ >>${pids}; while :; do sleep 1; done'
      pool.run({ argv: ['/bin/sh', '-c', script], timeoutSeconds: 1000 })`;
    mkdirSync(join(folder, "own"));
    const server = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
    await until(() => existsSync(pids) && pidsIn(pids).length === 2);
    expect(readdirSync(join(folder, "own"))).toHaveLength(1);

    server.kill("SIGKILL");

    await until(() => pidsIn(pids).every((pid) => !isRunning(pid)));
    await until(() => readdirSync(join(folder, "own")).length === 0);
  });

  it("leaves no file behind when the server is killed during its start", async () => {
    const own = join(folder, "own");
    mkdirSync(own);
    const program = `
      import { PluginPool } from ${JSON.stringify(join(import.meta.dirname, "plugin-pool.ts"))}
      const temporaryFolder = ${JSON.stringify(own)}
      const options = { clock: { now: () => 0 }, log: console, temporaryFolder, environment: process.env }
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(process.argv[1]))
      await new PluginPool(options).start()`;
    for (const milliseconds of [4, 8, 12, 16, 20, 30]) {
      const { signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program, `${milliseconds}`], {
        stdio: "inherit",
      });
      expect(signal).toBe("SIGKILL");
    }

    await until(() => readdirSync(own).length === 0);
  });

  it("answers that a plugin was not started while the server has no free descriptor, and recovers", () => {
    const program = `
      import { closeSync, openSync } from "node:fs"
      import { PluginPool } from ${JSON.stringify(join(import.meta.dirname, "plugin-pool.ts"))}
      const log = { error() {} }
      const pool = new PluginPool({ clock: { now: () => 0 }, log, temporaryFolder: ${JSON.stringify(folder)},
        environment: process.env, baseHelpers: 1 })
      const taken = []
      const takeAll = () => { try { for (;;) taken.push(openSync("/dev/null")) } catch {} }
      const free = () => { for (const fd of taken.splice(0)) closeSync(fd) }
      const echo = () => pool.run({ argv: ["/bin/echo", "well"], timeoutSeconds: 10 })
      takeAll()
      const failure = await pool.start().catch((error) => error.message)
      free()
      await pool.start()
      const helper = Number((await pool.run({ argv: ["/bin/sh", "-c", "echo $PPID"], timeoutSeconds: 10 })).stdout)
      takeAll()
      process.kill(helper, "SIGKILL")
      while (pool.counts.helpers > 0) await new Promise((next) => setImmediate(next))
      takeAll()
      const meanwhile = await echo()
      free()
      let later = await echo()
      while (later.ending.kind === "not-started") later = await echo()
      await pool.stop()
      console.log(JSON.stringify([failure, meanwhile.ending, later.stdout]))`;
    const { stdout, stderr, status } = spawnSync(
      "/bin/sh",
      ["-c", 'ulimit -n 60; exec "$@"', "sh", process.execPath, "--input-type=module", "-e", program],
      { encoding: "utf8" },
    );

    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(JSON.parse(stdout)).toEqual([
      expect.stringContaining("EMFILE"),
      { kind: "not-started", reason: expect.stringMatching(/EMFILE/) },
      "well\n",
    ]);
  });

  it("continues, and grows, when the process that starts the helpers is killed", async () => {
    const helper = Number((await sh("echo $PPID")).stdout);
    const supervisor = parentOf(parentOf(helper));
    process.kill(supervisor, "SIGKILL");
    await until(() => !isRunning(supervisor));

    expect(await sh("echo well")).toMatchObject(exited(0, "well\n"));
    const all = Promise.all(Array.from({ length: 12 }, () => run(["/bin/sleep", "0.5"])));
    await until(() => pool.counts.helpers > 6);

    expect(await all).toMatchObject(Array(12).fill(exited(0)));
  });

  it("runs a single call even when the pipes of all helpers are gone", async () => {
    await startPool({ baseHelpers: 4 });
    const own = join(
      folder,
      readdirSync(folder).find((name) => name.startsWith("vigie-plugins-"))!,
    );
    rmSync(own, { recursive: true });

    expect(await sh("echo well")).toMatchObject(exited(0, "well\n"));
  });

  it("gives the reason when helpers can no longer be started, and recovers", async () => {
    const place = join(folder, "place");
    mkdirSync(place);
    await startPool({ temporaryFolder: place });
    rmSync(place, { recursive: true });

    const { ending } = await sh("echo never");
    expect(ending).toMatchObject({ kind: "not-started", reason: expect.stringMatching(/ENOENT.*mkdtemp/) as string });

    mkdirSync(place);
    await until(() => existsSync(place));
    for (let tries = 0; tries < 40; tries++) {
      const { stdout } = await sh("echo well");
      if (stdout === "well\n") break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await sh("echo well")).toMatchObject(exited(0, "well\n"));
  });

  it("gives each of a hundred parallel calls its own answer", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => sh(`echo ${n}; echo e${n} >&2; exit ${n % 4}`)),
    );

    expect(outcomes).toMatchObject(outcomes.map((_, n) => exited(n % 4, `${n}\n`, `e${n}\n`)));
  });

  it("stays small while plugins are quick", async () => {
    await Promise.all(Array.from({ length: 100 }, () => run(["/bin/true"])));

    expect(pool.counts.helpers).toBeLessThan(15);
  });

  it("grows while plugins are slow, up to its limit, and shrinks when it is idle", async () => {
    await startPool({ maxHelpers: 20, idleSeconds: 0.3 });
    const started = performance.now();
    const all = Promise.all(Array.from({ length: 60 }, () => run(["/bin/sleep", "0.5"])));
    await until(() => pool.counts.helpers === 20);
    expect(pool.counts.waiting).toBeGreaterThan(0);
    await all;

    // Three rounds of 20 take 1.5 s; two at a time would take 15 s.
    expect(performance.now() - started).toBeLessThan(7000);
    await until(() => pool.counts.helpers === 2);
    expect(await sh("echo well")).toMatchObject(exited(0, "well\n"));
  });

  it("starts waiting calls in order", async () => {
    await startPool({ baseHelpers: 1, maxHelpers: 1 });
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4, 5].map(async (n) => order.push(await sh("sleep 0.02").then(() => n))));

    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it("answers running and waiting calls when it is stopped, and ends all processes", async () => {
    await startPool({ baseHelpers: 1, maxHelpers: 1 });
    const pids = join(folder, "pids");
    const running = sh(`echo $$ >${pids}; trap "" TERM; sleep 1000`);
    const waiting = sh("echo never");
    await until(() => existsSync(pids) && pidsIn(pids)[0]! > 0);

    await pool.stop();

    expect((await running).ending).toEqual({ kind: "lost" });
    expect((await waiting).ending).toEqual({ kind: "not-started", reason: "the plugin runner was stopped" });
    await until(() => !isRunning(pidsIn(pids)[0]!));
    expect((await sh("echo late")).ending).toEqual({ kind: "not-started", reason: "the plugin runner is not running" });
  });

  it("does not start without a folder to work in, and gives the reason", async () => {
    await expect(startPool({ temporaryFolder: join(folder, "none") })).rejects.toThrow(/ENOENT.*none/);
    await expect(startPool({ workingFolder: join(folder, "none") })).rejects.toThrow(
      "No plugin helper could be started: spawn /bin/sh ENOENT",
    );
  });

  it.each(["the folder of its pipes", "only its pipes"])("runs every call after removal of %s", async (removed) => {
    const own = join(
      folder,
      readdirSync(folder).find((name) => name.startsWith("vigie-plugins-"))!,
    );
    if (removed === "only its pipes") for (const name of readdirSync(own)) rmSync(join(own, name));
    else rmSync(own, { recursive: true });

    expect(await Promise.all([1, 2, 3, 4, 5].map((n) => sh(`echo ${n}`)))).toMatchObject(
      [1, 2, 3, 4, 5].map((n) => exited(0, `${n}\n`)),
    );
  });
});
