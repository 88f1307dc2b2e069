import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requestLocalApi } from "../../src/cli/local-api-client.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { ADMIN_PASSWORD, createSite, type Site } from "../support/server-under-test.ts";

const VIGIE = resolve(import.meta.dirname, "../../bin/vigie");

const OBJECTS = `
define command {
  command_name  any
  command_line  check_dummy 0 fine
}
define command {
  command_name  tell
  command_line  /bin/true $ARG1$
}
define command {
  command_name  tell-badly
  command_line  /bin/false
}
define contact {
  contact_name                   jdoe
  host_notification_commands     tell
  service_notification_commands  tell!-p!s3cret,tell-badly
  host_notification_options      d,u,r
  service_notification_options   w,c,r,s
}
define host {
  host_name           web
  address             192.0.2.1
  max_check_attempts  1
}
define service {
  host_name              web
  service_description    HTTP
  check_command          any
  active_checks_enabled  0
  max_check_attempts     2
  event_handler          tell!x
  contacts               jdoe
}
define service {
  host_name              web
  service_description    queue
  check_command          any
  active_checks_enabled  0
  max_check_attempts     1
}
`;

let site: Site;
let server: ServerProcess | undefined;
beforeEach(() => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": OBJECTS });
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await site.remove();
});

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  VIGIE_CONFIG: site.configFolder,
  VIGIE_DATA: site.dataFolder,
  VIGIE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  VIGIE_LOG_LEVEL: "info",
  ...more,
});

const start = async (more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
  (server = await startServerProcess(environment(more)));

const execute = async (...commands: readonly string[]): Promise<void> => {
  const lines = commands.map((command) => `[${Math.floor(Date.now() / 1000)}] ${command}`);
  const { status } = await requestLocalApi(site.dataFolder, { method: "POST", path: "/api/commands", body: { lines } });
  expect(status).toBe(200);
};
const result = (service: string, code: number, output: string): string =>
  `PROCESS_SERVICE_CHECK_RESULT;web;${service};${code};${output}`;

/** Causes an event of each kind; resolves when the last is in the log. */
async function causeEvents({ url, log, signal }: ServerProcess): Promise<void> {
  const logged = (words: string): Promise<void> => expect.poll(log).toContain(words);
  await execute(result("HTTP", 2, "Connection refused"));
  await execute(result("HTTP", 2, "Connection \u001b[31mrefused\u202e"));
  await logged("by tell: delivered");
  await logged("by tell-badly: failed");
  await execute("ACKNOWLEDGE_SVC_PROBLEM;web;HTTP;2;0;1;jdoe;on it");
  await execute(`SCHEDULE_SVC_DOWNTIME;web;HTTP;${Math.floor(Date.now() / 1000)};4000000000;1;0;0;jdoe;new disk`);
  await execute("DISABLE_NOTIFICATIONS");
  await execute(result("HTTP", 0, `fine${"!".repeat(5000)}`));
  await expect(loginAt(url, "jd\noe", "wrong")).rejects.toThrow("401");
  await loginAt(url, "admin", ADMIN_PASSWORD);
  signal("SIGHUP");
  await logged("the configuration was reloaded");
  writeFileSync(join(site.configFolder, "objects.cfg"), `${OBJECTS}define host {\n  nonsense  1\n}\n`);
  signal("SIGHUP");
  await logged("was not reloaded");
}

/** What the log says of these events, in order; `*`: anything. */
const SENTENCES = [
  "INFO server Vigie * listens on http://127.0.0.1:* and monitors 1 host and 2 services",
  "INFO state web/HTTP is CRITICAL (hard, attempt 2 of 2): Connection \\x1b[31mrefused\\u202e",
  "INFO handler web/HTTP: event handler tell: exit code 0",
  "INFO notification web/HTTP is CRITICAL, problem notification to jdoe by tell: delivered*",
  "WARN notification web/HTTP is CRITICAL, problem notification to jdoe by tell-badly: failed: *",
  "INFO operator web/HTTP: acknowledged by jdoe *: on it",
  "INFO operator web/HTTP: downtime scheduled by jdoe *: new disk",
  "INFO downtime web/HTTP: downtime 1 starts as planned: new disk",
  "INFO operator enable_notifications set to 0 by *",
  `INFO state web/HTTP is OK again: fine${"!".repeat(496)}…`,
  "INFO problem web/HTTP: acknowledgement ended: the resource is OK again",
  "WARN access login refused from 127.0.0.1 (api): jd\\noe, unknown account",
  "INFO access login from 127.0.0.1 (api): admin",
  "INFO config a reload was requested by SIGHUP",
  "INFO config the configuration was reloaded: 1 host and 2 services, 0 added, 0 removed, 0 changed (* s)",
  "ERROR config *objects.cfg:*: *nonsense*",
  "ERROR config the configuration was not reloaded; the previous one stays in effect",
  "INFO server stopping at SIGTERM",
  "INFO server stopped",
];
/** The handler runs for the soft and the hard state and for the recovery, and there are two reloads. */
const timesOf = (sentence: string): number =>
  sentence.includes("handler") ? 3 : sentence.includes("requested by SIGHUP") ? 2 : 1;
const patternOf = (sentence: string): RegExp => new RegExp(`^${sentence.split("*").map(RegExp.escape).join(".*")}$`);

describe("the log says what happened", () => {
  test("to people: one sentence a line, names first", { timeout: 180_000 }, async () => {
    const running = await start({ VIGIE_LOG_FORMAT: "text" });
    await causeEvents(running);
    await running.stop();

    const lines = running.log().trimEnd().split("\n");
    const sentences = lines.map((line) => {
      expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d (INFO |WARN |ERROR) [a-z]+ +\S/);
      return line.replace(/^\S+ /, "").replace(/^(\w+) +(\w+) +/, "$1 $2 ");
    });
    for (const expected of SENTENCES) {
      const found = sentences.filter((sentence) => patternOf(expected).test(sentence));
      expect([expected, found.length]).toEqual([expected, timesOf(expected)]);
    }
    expect(running.log()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|s3cret|soft/);
  });

  test("to programs: the same sentences in JSON, with the names as fields", { timeout: 180_000 }, async () => {
    const running = await start();
    await causeEvents(running);
    await running.stop();

    const text = running.log();
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|s3cret|soft/);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { level: number; msg: string; [name: string]: unknown });
    for (const expected of SENTENCES) {
      const words = expected.replace(/^\w+ \w+ /, "");
      const pattern = patternOf(words.replace("\\x1b", "\u001b").replace("\\u202e", "\u202e").replace("\\n", "\n"));
      const found = lines.filter(({ msg }) => new RegExp(pattern.source, "s").test(msg));
      expect([expected, found.length]).toEqual([expected, timesOf(expected)]);
    }
    const ofService = { host: "web", service: "HTTP" };
    expect(lines).toContainEqual(
      expect.objectContaining({ event: "hard-state", ...ofService, state: "CRITICAL", stateType: "hard", attempt: 2 }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: "notification-failed",
        ...ofService,
        kind: "problem",
        contact: "jdoe",
        command: "tell-badly",
      }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ event: "operator-action", ...ofService, output: "on it" }));
    expect(lines).toContainEqual(expect.objectContaining({ access: "login-refused", account: "jd\noe" }));
    expect(lines).toContainEqual(expect.objectContaining({ event: "server-started", url: running.url }));
  });

  test("soft states and first results are at level debug", async () => {
    const running = await start({ VIGIE_LOG_FORMAT: "text", VIGIE_LOG_LEVEL: "debug" });

    await execute(result("queue", 0, "empty"), result("HTTP", 2, "refused"), result("HTTP", 0, "fine"));

    await expect.poll(running.log).toMatch(/DEBUG state +web\/HTTP is CRITICAL \(soft, attempt 1 of 2\): refused\n/);
    await expect.poll(running.log).toMatch(/DEBUG state +web\/queue is OK \(first result\): empty\n/);
    await expect.poll(running.log).toMatch(/DEBUG state +web\/HTTP is OK again \(soft\): fine\n/);
  });

  test("a run that was not stopped is told at the next start", async () => {
    await (await start()).kill();

    const running = await start({ VIGIE_LOG_FORMAT: "text" });

    expect(running.log()).toMatch(/WARN  server +the server ended without being stopped; .* run at \d{4}-.*Z\n/);
  });
});

describe("the file of the log", () => {
  const logFile = (): string => join(site.folder, "vigie.log");
  const numbersIn = (path: string): number[] =>
    [...readFileSync(path, "utf8").matchAll(/is (?:CRITICAL|OK)[^"]*?: number (\d+)"/g)].map(([, number]) =>
      Number(number),
    );
  const results = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, at) => result("queue", (from + at) % 2 === 0 ? 2 : 0, `number ${from + at}`));

  test("goes on in a new one at SIGUSR1, and no line is lost", { timeout: 180_000 }, async () => {
    const running = await start({ VIGIE_LOG_FILE: logFile() });
    await execute(...results(0, 400));
    renameSync(logFile(), `${logFile()}.1`);
    const before = execute(...results(400, 800));
    running.signal("SIGUSR1");
    await before;
    await expect.poll(() => existsSync(logFile())).toBe(true);
    await execute(...results(800, 1000));
    await running.stop();

    const [inOld, inNew] = [numbersIn(`${logFile()}.1`), numbersIn(logFile())];
    expect([...inOld, ...inNew]).toEqual(Array.from({ length: 1000 }, (_, number) => number));
    expect(inOld.length).toBeGreaterThan(0);
    expect(inNew.length).toBeGreaterThanOrEqual(200);
    expect(running.log()).toBe("");
    expect(statSync(logFile()).mode & 0o777).toBe(0o640);
  });

  test("stays the same when a new one cannot be made", async () => {
    const folder = join(site.folder, "logs");
    mkdirSync(folder);
    const running = await start({ VIGIE_LOG_FILE: join(folder, "vigie.log") });
    renameSync(folder, `${folder}-moved`);

    running.signal("SIGUSR1");

    const moved = join(`${folder}-moved`, "vigie.log");
    await expect.poll(() => readFileSync(moved, "utf8")).toContain("no such file or folder");
    await execute(...results(0, 2));
    await running.stop();
    expect(numbersIn(moved)).toEqual([0, 1]);
  });

  test("says why the server did not start, and so does standard error", async () => {
    writeFileSync(join(site.configFolder, "objects.cfg"), "define host {\n  nonsense  1\n}\n");

    const failed = start({ VIGIE_LOG_FILE: logFile(), VIGIE_LOG_FORMAT: "text" });

    await expect(failed).rejects.toThrow(/objects\.cfg:2: .*nonsense/);
    expect(readFileSync(logFile(), "utf8")).toMatch(
      /^\S+ ERROR server       the server could not start: \S+objects\.cfg:2: .*nonsense/m,
    );
  });

  test.each([
    ["in a folder that does not exist", () => {}, "logs/vigie.log cannot be written: no such file or folder"],
    ["a folder", (path: string) => mkdirSync(path, { recursive: true }), "not a regular file but a folder"],
    [
      "a FIFO",
      (path: string) => {
        mkdirSync(join(path, ".."));
        execFileSync("mkfifo", [path]);
      },
      "not a regular file but a FIFO",
    ],
  ])("%s stops the start with one message", async (_, make, message) => {
    const path = join(site.folder, "logs/vigie.log");
    make(path);

    const failed = await start({ VIGIE_LOG_FILE: path }).catch((error: Error) => error.message);

    expect(failed).toMatch(new RegExp(`^vigie serve ended with code 1:\nvigie: log_file: .*${message}\n$`));
  });
});

const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /tmp"]).status === 0;
test.runIf(canMount)(
  "a full disk under the log is told once, and what waits is written when there is space (skipped if nothing can be mounted)",
  async () => {
    const folder = join(site.folder, "logs");
    mkdirSync(folder);
    const fill = 'mount -t tmpfs -o size=256k none "$1" && head -c 200k /dev/zero > "$1/filler" && shift && exec "$@"';
    const prefix = ["unshare", "-rm", "sh", "-c", fill, "sh", folder];
    const running = (server = await startServerProcess(
      environment({ VIGIE_LOG_FILE: join(folder, "vigie.log") }),
      prefix,
    ));
    const inside = (name: string): string => join(`/proc/${running.pid}/root`, folder, name);
    const outputs = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, at) =>
        result("queue", (from + at) % 2 === 0 ? 2 : 0, `number ${from + at}`),
      );

    await execute(...outputs(0, 300));
    await expect.poll(running.log).toContain("vigie.log cannot be written: ENOSPC");
    await execute(...outputs(300, 400));
    const { body } = await requestLocalApi(site.dataFolder, { method: "GET", path: "/api/health" });
    expect(body).toMatchObject({ status: "ok" });
    rmSync(inside("filler"));

    const numbers = (): number[] =>
      [...readFileSync(inside("vigie.log"), "utf8").matchAll(/"msg":"[^"]* number (\d+)"/g)].map(([, number]) =>
        Number(number),
      );
    await expect.poll(numbers).toEqual(Array.from({ length: 400 }, (_, number) => number));
    expect(running.log().match(/cannot be written/g)).toHaveLength(1);
  },
);

const hasTerminal = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;
test.runIf(hasTerminal).each([
  ["text in colours", {}, /^\S+ \u001b\[32mINFO \u001b\[39m server       Vigie .* listens on /m],
  ["text without colours if NO_COLOR is set", { NO_COLOR: "1" }, /^\S+ INFO  server       Vigie .* listens on /m],
  ["JSON if that is set", { VIGIE_LOG_FORMAT: "json" }, /^\{"level":30,.* listens on /m],
])("on a terminal, the log is %s", async (_, more, expected) => {
  // What Node reads to find out whether a terminal shows colours: none of the variables of the test's own runner.
  const colours = {
    TERM: "xterm-256color",
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    NODE_DISABLE_COLORS: undefined,
    CI: undefined,
    TEAMCITY_VERSION: undefined,
    TMUX: undefined,
  };
  const child = spawn("script", ["-qec", `exec ${VIGIE} serve`, "/dev/null"], {
    env: { ...process.env, ...environment({ VIGIE_LISTEN: "127.0.0.1:0" }), ...colours, ...more },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  const ended = once(child, "exit");

  try {
    await expect.poll(() => shown).toMatch(expected);
  } finally {
    // As typed: Ctrl-C.
    child.stdin.write("\u0003");
    await ended;
  }
});

describe("a reader of standard error", () => {
  const serve = () =>
    spawn(VIGIE, ["serve"], {
      env: { ...process.env, ...environment({ VIGIE_LISTEN: "127.0.0.1:0" }) },
      stdio: ["ignore", "pipe", "pipe"],
    });
  // About 6 MB of lines, and fewer than are logged within a second.
  const COUNT = 4900;
  const flood = async (): Promise<void> => {
    for (let round = 0; round < COUNT / 490; round++)
      await execute(...Array.from({ length: 490 }, (_, at) => result("queue", at % 2 === 0 ? 2 : 0, "x".repeat(500))));
  };

  test("that closes it does not end the server", { timeout: 180_000 }, async () => {
    const child = serve();
    await once(child.stderr, "data");
    child.stderr.destroy();
    await once(child.stdout, "data");

    await execute(result("queue", 2, "down"), result("queue", 0, "up"));

    child.kill("SIGTERM");
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
  });

  test("that takes nothing holds up neither the monitoring nor the stop", { timeout: 180_000 }, async () => {
    const child = serve();
    await once(child.stdout, "data");
    const begun = Date.now();

    await flood();

    expect(Date.now() - begun).toBeLessThan(20_000);
    const { body } = await requestLocalApi(site.dataFolder, { method: "GET", path: "/api/health" });
    expect(body).toMatchObject({ status: "ok" });
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
  });

  test("that was slow is told how many lines were dropped", { timeout: 180_000 }, async () => {
    const child = serve();
    await once(child.stdout, "data");
    await flood();

    let log = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });

    const lines = (): { readonly event?: string; readonly lines?: number }[] =>
      log
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    const dropped = (): number => lines().reduce((sum, { lines: count = 0 }) => sum + count, 0);
    const states = (): number => lines().filter(({ event }) => event === "hard-state" || event === "recovery").length;
    await expect.poll(() => states() + dropped()).toBe(COUNT);
    expect(dropped()).toBeGreaterThan(0);
    child.kill("SIGTERM");
    await once(child, "exit");
  });
});
