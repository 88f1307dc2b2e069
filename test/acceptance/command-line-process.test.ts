import { spawn } from "node:child_process";
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { isNotHere, isOnPostgres, storeVariableOf } from "../support/test-store.ts";

// `bin/vigie` as operators call it, with a server as operators start it.
const ROOT = resolve(import.meta.dirname, "../..");
const VIGIE = join(ROOT, "bin/vigie");

// Root works in the folder of another user here, as with `sudo vigie …`.
const IS_ROOT = process.getuid?.() === 0;
const OTHER_USER = 65_534;

let folder: string;
let server: ServerProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-shell-"));
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  if (IS_ROOT) chownSync(join(folder, "data"), OTHER_USER, OTHER_USER);
  server = await startServerProcess({ VIGIE_DATA: join(folder, "data") });
}, 180_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const environment = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: folder,
  VIGIE_DATA: join(folder, "data"),
});

const storeOf = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  storeVariableOf(env["VIGIE_DATA"] || join(folder, "data"));

function run(
  file: string,
  args: readonly string[],
  { env = {}, cwd = ROOT }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(file, args, {
    env: { ...environment(), ...storeOf(env), ...env },
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const parts: string[] = [];
    stream.setEncoding("utf8").on("data", (part: string) => parts.push(part));
    return parts;
  }) as [string[], string[]];
  return new Promise((settle, failed) => {
    child.on("error", failed);
    child.on("close", (status) => settle({ status, out: out.join(""), err: err.join("") }));
  });
}

const vigie = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run(VIGIE, args, { env });

describe("exit codes", () => {
  test("0 and the result on standard output, without colours in a pipe", async () => {
    const { status, out, err } = await vigie(["status"]);

    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^hosts .*UP/);
    expect(out).not.toContain("\u001b");
  });

  test.each<[number, string, readonly string[], string | RegExp]>([
    [1, "a refusal", ["show", "nosuch"], "vigie: There is no host nosuch.\n"],
    [
      1,
      "a refused external command",
      ["command", "SCHEDULE_FORCED_HOST_CHECK;nosuch;0"],
      "vigie: SCHEDULE_FORCED_HOST_CHECK: There is no host 'nosuch'.\n",
    ],
    [2, "an unknown command", ["relod"], "error: unknown command 'relod'\n(Did you mean reload?)\n"],
    [2, "another one", ["problem"], "error: unknown command 'problem'\n(Did you mean problems?)\n"],
    [2, "a missing argument", ["show"], "error: missing required argument 'host'\n"],
    [2, "an unknown option", ["hosts", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
    [
      3,
      "no server",
      ["--data", "/nosuch", "status"],
      "vigie: No server runs on the data folder /nosuch, which does not exist; start it, or name its folder with --data.\n",
    ],
  ])("%d after %s, with one message", async (code, _, args, message) => {
    const { status, out, err } = await vigie(args);

    expect([status, out]).toEqual([code, ""]);
    if (typeof message === "string") expect(err).toBe(message);
    else expect(err).toMatch(message);
  });

  test.skipIf(isNotHere("a folder without a store"))(
    "no failure shows a stack",
    async () => {
      const wrong = join(folder, "wrong");
      writeFileSync(wrong, "not a database".repeat(99));
      const outcomes = await Promise.all(
        [
          ["--data", "/dev/null", "user", "list"],
          ["--config", "/dev/null", "check-config"],
          ["--config", wrong, "status"],
          ["--data", wrong, "token", "list"],
          ["backup", "/nosuch/folder/file"],
          ["restore", "/dev/zero"],
          ["init", "/dev/null/x"],
          ["import", "centreon", "/dev/zero"],
        ].map((args) => vigie(args)),
      );

      for (const { status, err, out } of outcomes) {
        expect(status).not.toBe(0);
        expect(err + out).not.toMatch(/^\s+at |Unexpected error/m);
      }
    },
    60_000,
  );

  test("an output that is closed early ends the command quietly", async () => {
    const { out, err } = await run("/bin/sh", ["-c", `${VIGIE} services | head -1`]);

    expect([out, err]).toEqual([expect.stringMatching(/^HOST /), ""]);
  });
});

test.skipIf(isNotHere("a folder without a store"))(
  "commands that only read create nothing, and name a wrong folder",
  async () => {
    const [missing, empty] = [join(folder, "missing"), mkdtempSync(join(folder, "empty-"))];

    for (const [place, why] of [
      [missing, "the folder does not exist"],
      [empty, "it has no vigie.sqlite"],
    ] as const) {
      for (const args of [
        ["user", "list"],
        ["token", "list"],
        ["user", "disable", "x"],
        ["backup", join(folder, "b")],
      ]) {
        const { status, err } = await vigie(["--data", place, ...args]);
        expect([status, err]).toEqual([
          1,
          expect.stringContaining(`There is no store in the data folder ${place}: ${why}. Name the data folder`),
        ]);
      }
      await vigie(["--data", place, "status"]);
    }
    expect([existsSync(missing), readdirSync(empty)]).toEqual([false, []]);
  },
  60_000,
);

test.runIf(IS_ROOT)("everything that root makes in the data folder belongs to the owner of the folder", async () => {
  await vigie(["user", "list"]);

  await expect.poll(() => existsSync(join(folder, "data/metrics/registry.sqlite-wal"))).toBe(true);
  const files = readdirSync(join(folder, "data"), { recursive: true, encoding: "utf8" });
  expect(files).toEqual(
    expect.arrayContaining([
      ...(isOnPostgres ? [] : ["vigie.sqlite"]),
      "vigie.lock",
      "vigie.cmd",
      "vigie.sock",
      "metrics/registry.sqlite",
    ]),
  );
  expect(files.filter((name) => lstatSync(join(folder, "data", name)).uid !== OTHER_USER)).toEqual([]);
});

test("the hint of the start can be typed as it stands, in a shell without VIGIE_DATA", async () => {
  const [, hint] = /change it with: (.*)\)/.exec(server.greeting)!;
  const { status, out } = await run("/bin/sh", ["-c", `echo 'a new password' | ${hint!}`], { env: { VIGIE_DATA: "" } });

  expect(hint).toContain(`--data ${join(folder, "data")} user passwd admin`);
  expect([status, out]).toEqual([0, expect.stringContaining('The password of "admin" is changed.')]);
});

test.skipIf(isNotHere("vigie backup"))(
  "a restored backup of a running server starts as one that was stopped",
  { timeout: 180_000 },
  async () => {
    const data = join(folder, "to-restore");
    const first = await startServerProcess({ VIGIE_DATA: data });
    expect(await vigie(["backup", join(folder, "copy")], { VIGIE_DATA: data })).toMatchObject({ status: 0 });
    await first.kill();
    expect(await vigie(["restore", join(folder, "copy")], { VIGIE_DATA: data })).toMatchObject({ status: 0 });

    const restored = await startServerProcess({ VIGIE_DATA: data });
    expect(restored.log()).not.toContain("without being stopped");
    expect((await vigie(["log", "--json"], { VIGIE_DATA: data })).out).toContain("this backup was made");
    expect(await restored.stop()).toBe(0);
  },
);

test("another server is reached by --url with a token from a file or the environment", async () => {
  const token = (await vigie(["token", "add", "admin", "--label", "shell"])).out.trim();
  const file = join(folder, "token");
  writeFileSync(file, `${token}\n`);
  const elsewhere = { VIGIE_DATA: join(folder, "missing") };

  expect(await vigie(["hosts", "--url", server.url, "--token-file", file], elsewhere)).toMatchObject({
    status: 0,
    err: "",
  });
  expect(await vigie(["explain", "vigie"], { ...elsewhere, VIGIE_URL: server.url, VIGIE_TOKEN: token })).toMatchObject({
    status: 0,
    err: "",
  });
  const afar = (...args: string[]) => vigie([...args, "--url", server.url, "--token-file", file], elsewhere);
  const [, id = ""] = /^Comment (\d+) is added to vigie\.\n$/.exec(
    (await afar("comment", "vigie", "-c", "from afar")).out,
  )!;
  expect((await vigie(["history", "vigie"])).out).toContain("comment added by admin over the API from 127.0.0.1");
  const { out: ofAll } = await vigie([
    "history",
    "--kind",
    "object-configured",
    "--from",
    "2026-01-01 00:00",
    "--limit",
    "2",
  ]);
  expect(ofAll.split("\n")).toHaveLength(4);
  expect(ofAll).toMatch(/^TIME +HOST +SERVICE +WHAT/);
  expect(await vigie(["history", "--search", "nowhere to be found"])).toMatchObject({
    status: 1,
    err: expect.stringContaining("at most 31 days"),
  });
  expect((await afar("comments", "vigie")).out).toMatch(new RegExp(`^${id} .* from afar$`, "m"));
  expect((await afar("show", "vigie")).out).toContain("checks        active checks");
  expect((await afar("downtime", "vigie", "-c", "x", "--for", "1h", "--with-services")).out).toMatch(
    / of its services: \d/,
  );
  expect((await afar("cancel-downtime", "--host", "vigie")).out).toContain(
    "of its services, scheduled with it, is cancelled",
  );
  expect((await afar("uncomment", id)).out).toBe(`Comment ${id} is deleted.\n`);
  expect(await vigie(["hosts", "--url", server.url], { ...elsewhere, VIGIE_TOKEN: "wrong" })).toMatchObject({
    status: 1,
    err: "vigie: Invalid credentials.\n",
  });
}, 180_000);

test("log --follow prints what happens, until it is interrupted", async () => {
  const child = spawn(VIGIE, ["log", "--follow", "--limit", "1"], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const ended = new Promise((settle) => child.on("exit", settle));
  try {
    await eventually(
      "",
      async () => printed,
      (text) => text !== "",
    );
    await vigie(["comment", "vigie", "-c", "seen by the follower"]);
    await eventually(
      "",
      async () => printed,
      (text) => /vigie: comment \d+ added by \S+: seen by the follower\n/.test(text),
    );
  } finally {
    child.kill("SIGINT");
    await ended;
  }
}, 180_000);

test.skipIf(isNotHere("vigie backup"))(
  "backup while the server runs, restore after its stop, with the values of performance data",
  async () => {
    const file = join(folder, "backup.sqlite");
    const submit = (value: number): Promise<Ended> =>
      vigie(["submit", "this-machine", "-s", "up", "-o", "fine", "--perfdata", `backed-up=${value}`]);
    const graph = async (): Promise<readonly unknown[]> => {
      const { out } = await vigie(["graph", "this-machine", "--metric", "backed-up", "--json"]);
      const { resources } = JSON.parse(out) as { resources: { metrics: { last: (number | null)[] }[] }[] };
      return resources.flatMap(({ metrics }) => metrics.flatMap(({ last }) => last.filter((value) => value !== null)));
    };
    expect(await submit(41)).toMatchObject({ status: 0 });
    await eventually("the graph", graph, (values) => values.length > 0);
    const { out, ...rest } = await vigie(["backup", file]);
    expect(rest).toEqual({ status: 0, err: "" });
    expect(out).toContain(`performance data is in the folder ${file}.metrics`);
    await vigie(["user", "add", "latecomer", "--no-password"]);
    await submit(42);

    expect(await vigie(["restore", file])).toMatchObject({
      status: 1,
      err: expect.stringContaining("Another Vigie server"),
    });
    await server.stop();
    expect(await vigie(["restore", file])).toMatchObject({ status: 0, out: expect.stringContaining("is kept as") });
    if (IS_ROOT) expect(lstatSync(join(folder, "data/metrics/registry.sqlite")).uid).toBe(OTHER_USER);
    expect((await vigie(["user", "list"])).out).not.toContain("latecomer");
    server = await startServerProcess({ VIGIE_DATA: join(folder, "data") });
    expect((await vigie(["status"])).status).toBe(0);
    expect(await graph()).toEqual([41]);
  },
  60_000,
);

test("init makes a configuration that a server accepts, and refuses a folder with files", async () => {
  const own = join(folder, "etc/vigie");
  const { out } = await vigie(["init", own]);
  const [exported, check] = out.split("\n").filter((line) => /export|check-config$/.test(line));

  expect(await run("/bin/sh", ["-c", check!])).toMatchObject({ status: 0, out: expect.stringContaining("2 hosts") });
  // In another shell, from then on without an option.
  rmSync(join(own, "vigie.cfg"));
  const exportedCheck = await run("/bin/sh", ["-c", `${exported!}\n${VIGIE} check-config`]);
  expect(`${exportedCheck.out}${exportedCheck.err}`).toContain(own);
  expect(await vigie(["init", own])).toMatchObject({ status: 1, err: expect.stringContaining("is not empty") });
}, 180_000);

test.runIf(IS_ROOT)(
  "init by root leaves every file to the owner of the folder",
  async () => {
    const own = join(folder, "etc-of-another");
    mkdirSync(own);
    chownSync(own, OTHER_USER, OTHER_USER);
    await vigie(["init", own]);

    const files = readdirSync(own, { recursive: true, encoding: "utf8" });
    expect(files).toContain("objects/commands.cfg");
    expect(files.filter((name) => lstatSync(join(own, name)).uid !== OTHER_USER)).toEqual([]);
  },
  60_000,
);

test("completion in bash asks the program, which asks the server", async () => {
  const complete = (line: string): Promise<Ended> =>
    run(
      "/bin/bash",
      [
        "-c",
        `PATH=${join(ROOT, "bin")}:$PATH; eval "$(vigie completion bash)"; COMP_WORDS=(${line}); ` +
          `COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _vigie; printf '%s\\n' "\${COMPREPLY[@]}"`,
      ],
      { cwd: folder },
    );

  expect((await complete("vigie cancel")).out).toBe("cancel-downtime\n");
  expect((await complete("vigie show this-")).out).toBe("this-machine\n");
  expect((await complete(`vigie show this-machine 'Disk '`)).out).toBe("Disk\\ /\n");
}, 180_000);
