import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Inventory, Resource } from "../../model/objects.ts";
import { systemClock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { silentLog } from "../../lib/log.ts";
import type { CheckResult } from "../../model/check-result.ts";
import { createCheckRunner } from "./create-check-runner.ts";
import type { CheckRunnerOptions } from "./create-check-runner.ts";
import type { CheckKind, KindContext, KindOutcome } from "../built-in-checks/kind.ts";
import type { CheckRunner } from "./run-check.ts";
import { calls, sampleHost, sampleInventory, sampleService } from "./sample-inventory.fixture.ts";
import type { SampleParts } from "./sample-inventory.fixture.ts";

let folder: string;
let runner: CheckRunner;
let logged: string[];

/** Built-in check that behaves as its first argument says. */
const checkTest: CheckKind = {
  name: "check_test",
  async run(args: readonly string[], { signal }: KindContext): Promise<KindOutcome> {
    if (args[0] === "throw") throw new Error("a bug");
    if (args[0] === "wait") await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { returnCode: 1, stdout: `args ${args.join("|").replaceAll("|", "+")} | n=${args.length}\n` };
  },
};

const collectingLog: Log = {
  ...silentLog,
  error: (fields, message) => logged.push(`${message} ${JSON.stringify(fields)}`),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-test-"));
  logged = [];
  await startRunner();
});

afterEach(async () => {
  await runner.stop();
  rmSync(folder, { recursive: true });
});

async function startRunner(options: Partial<CheckRunnerOptions> = {}): Promise<void> {
  await runner?.stop();
  runner = createCheckRunner({
    environment: { PATH: "/usr/bin:/bin" },
    clock: systemClock,
    log: collectingLog,
    stateOf: () => undefined,
    kinds: new Map([["check_test", checkTest]]),
    processMacros: new Map([["VIGIEPORT", "8080"]]),
    plugins: { temporaryFolder: folder, baseHelpers: 2, graceSeconds: 0.2 },
    ...options,
  });
  await runner.start();
}

const check = (resource: Resource, parts: SampleParts): Promise<CheckResult> => {
  const inventory: Inventory = sampleInventory({ hosts: [web], ...parts });
  return runner.run(resource, inventory, 1000);
};

const web = sampleHost(1, "web", { address: "192.0.2.1" });
const serviceCalling = (raw: string) => sampleService(web, 7, "HTTP", calls(raw));
const runLine = (line: string, raw = "c", parts: SampleParts = {}): Promise<CheckResult> =>
  check(serviceCalling(raw), { commands: { c: line }, ...parts });
const fast = { main: { serviceCheckTimeoutSeconds: 0.3, hostCheckTimeoutSeconds: 0.2 } };

describe("a check run by a plugin", () => {
  it("returns the whole result", async () => {
    const before = systemClock.now();
    const result = await runLine('$USER1$/check_dummy $ARG1$ "$HOSTADDRESS$ is bad"', "c!2", {
      userMacros: { USER1: "/usr/lib/nagios/plugins" },
    });

    expect(result).toEqual({
      key: serviceCalling("c").key,
      checkType: "active",
      returnCode: 2,
      dueAt: 1000,
      output: { text: "CRITICAL: 192.0.2.1 is bad", longText: "", perfdata: "" },
      startedAt: expect.any(Number) as number,
      finishedAt: expect.any(Number) as number,
      commandLine: '$USER1$/check_dummy 2 "192.0.2.1 is bad"',
    });
    expect(result.startedAt).toBeGreaterThanOrEqual(before);
    expect(result.finishedAt).toBeGreaterThan(result.startedAt);
  });

  it("accepts a script with spaces in its path, perfdata and long output", async () => {
    const path = join(folder, "a plugin.sh");
    writeFileSync(path, '#!/bin/sh\necho "OK; $1 | a=1"\necho long\necho "| b=2"\n', { mode: 0o755 });

    expect((await runLine(`'${path}' "$ARG1$"`, "c!two words")).output).toEqual({
      text: "OK: two words",
      longText: "long",
      perfdata: "a=1 b=2",
    });
  });

  it.each([
    [{ TZ: "UTC" }, "UTC+00:00"],
    [{ TZ: "Asia/Tokyo" }, "JST+09:00"],
  ])("has the zone of use_timezone, and without it that of the server (%j)", async (own, server) => {
    await startRunner({
      environment: { PATH: "/usr/bin:/bin", ...own },
      plugins: { temporaryFolder: folder, baseHelpers: 1, maxHelpers: 1 },
    });
    const zones: string[] = [];
    for (const useTimezone of [null, ":Europe/Paris", "America/New_York", null]) {
      const { output } = await runLine("date -d @1767225600 +%Z%:z", "c", { main: { useTimezone } });
      zones.push(output.text);
    }

    expect(zones).toEqual([server, "CET+01:00", "EST-05:00", server]);
  });

  it("accepts shell text", async () => {
    expect(await runLine('echo "ok $HOSTNAME$" | tr a-z A-Z; exit 1')).toMatchObject({
      returnCode: 1,
      output: { text: "OK WEB" },
    });
  });

  it("replaces macros of the program", async () => {
    expect((await runLine("/bin/echo port $VIGIEPORT$")).output.text).toBe("port 8080");
  });

  it("reports a missing plugin and one that is not executable, without the line number of the helper", async () => {
    expect(await runLine("/no/such/plugin -x")).toMatchObject({
      returnCode: 3,
      output: {
        text: "(Return code of 127 is out of bounds - plugin may be missing)",
        longText: "/no/such/plugin: not found",
      },
    });
    expect(await runLine(folder)).toMatchObject({
      returnCode: 3,
      output: { text: "(Return code of 126 is out of bounds - plugin may not be executable)" },
    });
  });

  it("times out after the seconds of the main file: a service is UNKNOWN, a host gets code 3", async () => {
    const service = await runLine("/bin/sleep 100", "c", fast);
    const host = await check(sampleHost(1, "web", calls("c")), { commands: { c: "/bin/sleep 100" }, ...fast });

    expect(service.returnCode).toBe(3);
    expect(service.output.text).toMatch(/^\(Service check timed out after 0\.3\d seconds\)$/);
    expect(host.returnCode).toBe(3);
    expect(host.output.text).toMatch(/^\(Host check timed out after 0\.2\d seconds\)$/);
  });

  it("times out into the state set in the main file, otherwise that of the engine", async () => {
    expect(
      (await runLine("/bin/sleep 100", "c", { main: { ...fast.main, serviceCheckTimeoutState: 1 } })).returnCode,
    ).toBe(1);

    await startRunner({ engine: "nagios" });
    expect((await runLine("/bin/sleep 100", "c", fast)).returnCode).toBe(2);
  });

  it("runs a hundred in parallel, each with its own result", async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        runLine("/bin/sh -c 'echo \"$$1\"; exit $$(($$1 % 4))' sh $ARG1$", `c!${n}`),
      ),
    );

    expect(results.map(({ returnCode, output }) => [returnCode, output.text])).toEqual(
      results.map((_, n) => [n % 4, `${n}`]),
    );
  });

  it("passes a hostile name as a single unchanged argument", async () => {
    const evil = sampleHost(1, "web", { address: "$(touch pwned); `reboot` \"'\n-x", ...calls("c") });
    const result = await check(evil, { hosts: [evil], commands: { c: '/usr/bin/printf "<%s>" $HOSTADDRESS$' } });

    expect(`${result.output.text}\n${result.output.longText}`).toBe(`<${evil.address}>`.replace(";", ":"));
  });
});

describe("a built-in check", () => {
  it("runs in this process when the first word is its name", async () => {
    expect(await runLine('check_test -H $HOSTADDRESS$ "$ARG1$"', "c!a b")).toMatchObject({
      returnCode: 1,
      output: { text: "args -H+192.0.2.1+a b", perfdata: "n=3" },
      commandLine: 'check_test -H 192.0.2.1 "a b"',
    });
  });

  it("does not replace a plugin that has a path", async () => {
    expect((await runLine("/no/such/check_test")).output.text).toContain("127");
  });

  it("times out like a plugin, with the same text", async () => {
    const result = await runLine("check_test wait", "c", fast);

    expect(result).toMatchObject({
      returnCode: 3,
      output: { text: expect.stringMatching(/^\(Service check timed out after 0\.3\d seconds\)$/) as string },
    });
  });

  it("that throws gives a result, and the error is logged", async () => {
    expect(await runLine("check_test throw")).toMatchObject({
      returnCode: 3,
      output: { text: "(check_test failed inside the server, see its log)" },
    });
    expect(logged).toEqual([expect.stringMatching(/^a built-in check failed .*a bug/)]);
  });

  it("is stopped with the runner", async () => {
    const running = runLine("check_test wait");
    await runner.stop();

    expect(await running).toMatchObject({ returnCode: 3, output: { text: "(Check was stopped with the server)" } });
  });
});

describe("a check that cannot be run", () => {
  it("assumes a host without a check command to be UP", async () => {
    expect(await check(web, {})).toMatchObject({
      returnCode: 0,
      output: { text: "(Host assumed to be UP)" },
      commandLine: null,
    });
  });

  it("reports a service without a check command as an error", async () => {
    expect(await check(sampleService(web, 7, "HTTP"), {})).toMatchObject({
      returnCode: 3,
      output: { text: "(Check was not run - the service has no check command)" },
    });
  });

  it.each([
    ["other!1", "(Check was not run - the command 'other' is not defined)"],
    ['c!open "quote', "(Check was not run - a quote in the command line is not closed)"],
    [
      "c!$(( $HOSTADDRESS$ ))",
      "(Check was not run - a host or service macro stands where its value cannot be quoted: in ${…}, $((…)) " +
        "or backquotes within double quotes)",
    ],
  ])("gives the reason for %s", async (raw, text) => {
    expect(await runLine("/bin/echo $ARG1$", raw)).toMatchObject({ returnCode: 3, output: { text } });
  });

  it("keeps secrets out of results and logs", async () => {
    const parts = { userMacros: { USER3: "hunter2" } };
    const results = [
      await runLine("/no/such/plugin -p $USER3$", "c", parts),
      await runLine("check_test throw $USER3$", "c", parts),
      await runLine('/bin/echo "$USER3$', "c", parts),
    ];

    expect(results.map((result) => result.commandLine)).toEqual([
      "/no/such/plugin -p $USER3$",
      "check_test throw $USER3$",
      '/bin/echo "$USER3$',
    ]);
    expect(JSON.stringify(results) + logged.join()).not.toContain("hunter2");
  });

  it("gives a result also before the start and after the stop", async () => {
    await runner.stop();

    expect(await runLine("/bin/true")).toMatchObject({
      returnCode: 3,
      output: { text: "(Plugin was not started - the plugin runner is not running)" },
    });
  });
});
