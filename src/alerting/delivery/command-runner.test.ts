import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Inventory } from "../../model/objects.ts";
import { waitFor } from "../../../test/support/wait-for.ts";
import { systemClock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { createCommandRunner, type CommandEnding, type CommandRunner } from "./command-runner.ts";
import { sampleNotification, site } from "./notification.fixture.ts";

let folder: string;
let runner: CommandRunner;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-command-"));
  runner = createCommandRunner({
    clock: systemClock,
    log: silentLog,
    environment: { PATH: "/usr/bin:/bin", LANG: "C" },
  });
});
afterEach(async () => {
  await runner.stop();
  rmSync(folder, { recursive: true });
});

test("what waits for another program is not started once nothing may be sent any more", async () => {
  let mayStart = true;
  await runner.stop();
  runner = createCommandRunner({
    clock: systemClock,
    log: silentLog,
    environment: { PATH: "/usr/bin:/bin", LANG: "C" },
    plugins: { baseHelpers: 1, maxHelpers: 1 },
    beforeSending() {
      if (!mayStart) throw new Error("another server leads");
    },
  });
  const script = `echo "$1" >> "$out"; while [ "$1" = first ] && [ ! -e "$out.go" ]; do sleep 0.01; done`;
  const first = run(script, "first");
  await waitFor(() => expect(readFileSync(join(folder, "out"), "utf8")).toBe("first\n"));
  const second = expect(run(script, "second")).rejects.toThrow("another server leads");
  // It waits in the queue by then, since its turn comes after what is queued already.
  await new Promise((resolve) => setImmediate(resolve));
  mayStart = false;
  writeFileSync(join(folder, "out.go"), "");

  expect(await first).toEqual({ kind: "done" });
  await second;
  expect(readFileSync(join(folder, "out"), "utf8")).toBe("first\n");
});

interface RunOptions {
  readonly timeoutSeconds?: number;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a script with this text and these arguments on its command line. */
function run(
  script: string,
  args: string,
  more: Partial<Inventory> = {},
  { timeoutSeconds = 10, variables = {} }: RunOptions = {},
): Promise<CommandEnding> {
  const path = join(folder, "notify");
  writeFileSync(path, `#!/bin/sh\nout='${folder}/out'\n${script}\n`, { mode: 0o755 });
  const { macros } = sampleNotification({
    message: { author: "<eve>", comment: "seen <it>" },
    state: { output: 'bad; $(reboot) `x` "q"\nmore' },
  });
  const commands = new Map([["notify", { name: "notify", line: `${path} ${args}`, source: { file: "", line: 1 } }]]);
  return runner.run(
    { name: "notify", args: ["one", "two"], raw: "notify!one!two" },
    { ...macros, inventory: { ...site, commands, ...more } },
    timeoutSeconds,
    variables,
  );
}
const out = (): string => readFileSync(join(folder, "out"), "utf8");

test("a program has the zone of use_timezone", async () => {
  const zoneOf = async (useTimezone: string | null): Promise<string> => {
    await run('echo "$TZ" >"$out"', "", { main: { ...site.main, useTimezone } });
    return out();
  };

  expect([await zoneOf("Europe/Paris"), await zoneOf(":Asia/Tokyo"), await zoneOf(null)]).toEqual([
    "Europe/Paris\n",
    "Asia/Tokyo\n",
    "\n",
  ]);
});

test("a program gets each value as one argument, with any content", async () => {
  expect(
    await run(
      `printf '%s\\n' "$@" >"$out"`,
      `"$NOTIFICATIONTYPE$: $HOSTALIAS$" $SERVICEOUTPUT$ '$LONGSERVICEOUTPUT$' $CONTACTEMAIL$ $ARG2$`,
    ),
  ).toEqual({ kind: "done" });

  expect(out()).toBe('PROBLEM: Web server\nbad; $(reboot) `x` "q"\nmore\nada@example.org\ntwo\n');
});

test("a program gets exactly the variables passed to its run", async () => {
  const script = 'printf "%s %s\\n" "${VIGIE_IN_DOUBT-unset}" "$1" >"$out"';

  await run(script, "$ARG2$");
  expect(out()).toBe("unset two\n");
  await run(script, "$ARG2$", {}, { variables: { VIGIE_IN_DOUBT: "1" } });
  expect(out()).toBe("1 two\n");
});

test("illegal_macro_output_chars are removed from texts of plugins and users", async () => {
  await run('printf "%s\\n" "$@" >"$out"', "$SERVICEOUTPUT$ $NOTIFICATIONCOMMENT$ $NOTIFICATIONAUTHOR$", {
    main: { ...site.main, illegalMacroOutputChars: '`$"<>' },
  });

  expect(out()).toBe("bad; (reboot) x q\nseen it\neve\n");
});

test("shell syntax of the command line works, macro values are not interpreted", async () => {
  expect(
    await run(":", `; printf "%b" "$NOTIFICATIONTYPE$\\n$SERVICEOUTPUT$\\n" | cat > ${join(folder, "out")}`),
  ).toEqual({ kind: "done" });

  expect(out()).toBe('PROBLEM\nbad; $(reboot) `x` "q"\n');
});

test("an exit code, a timeout and a missing program are failures with a reason", async () => {
  expect(await run('echo "no route to pager" >&2; exit 3', "")).toEqual({
    kind: "failed",
    reason: "exit code 3: no route to pager",
  });
  expect(await run("sleep 30", "", {}, { timeoutSeconds: 1 })).toEqual({
    kind: "failed",
    reason: "timed out after 1 s",
  });
  expect(
    await run("", "", {
      commands: new Map([["notify", { name: "notify", line: "/nowhere/notify", source: { file: "", line: 1 } }]]),
    }),
  ).toMatchObject({ kind: "failed", reason: expect.stringMatching(/^exit code 127: .*not found/) });
  expect(await run("", "", { commands: new Map() })).toEqual({
    kind: "failed",
    reason: "the command 'notify' is not defined",
  });
  expect(await run("", "'never closed")).toEqual({
    kind: "failed",
    reason: "not started: a quote in the command line is not closed",
  });
});

test("values of resource files are hidden in the output of a failed program", async () => {
  const reason = { kind: "failed", reason: "exit code 1: cannot log in with $USER3$ at $USER1$/x" };

  expect(
    await run('echo "cannot log in with $1 at /usr/lib/plugins/x"; exit 1', "$USER3$", {
      userMacros: new Map([
        ["USER1", "/usr/lib/plugins"],
        ["USER3", "hunter2"],
      ]),
    }),
  ).toEqual(reason);
});

test("the environment has the macros only if the configuration enables them", async () => {
  await run('env >"$out"', "");
  expect(out()).not.toContain("NAGIOS_");

  await run('env >"$out"', "", {
    main: { ...site.main, enableEnvironmentMacros: true },
    userMacros: new Map([["USER3", "hunter2"]]),
  });
  const variables = out().split("\n");
  expect(variables).toEqual(
    expect.arrayContaining([
      "NAGIOS_NOTIFICATIONTYPE=PROBLEM",
      "NAGIOS_HOSTNAME=web",
      "NAGIOS_SERVICEDESC=HTTP",
      "NAGIOS_SERVICESTATE=CRITICAL",
      "NAGIOS_CONTACTNAME=ada",
      'NAGIOS_SERVICEOUTPUT=bad; $(reboot) `x` "q"',
      "NAGIOS_ARG1=one",
      "NAGIOS_ARG32=",
      "NAGIOS_TOTALHOSTSDOWN=0",
      "LANG=C",
    ]),
  );
  expect(out()).not.toContain("hunter2");
});

test("nothing is started before the first command", async () => {
  const plugins = join(folder, "plugins");
  mkdirSync(plugins);
  const lazy = createCommandRunner({
    clock: systemClock,
    log: silentLog,
    environment: { PATH: "/usr/bin:/bin" },
    plugins: { temporaryFolder: plugins },
  });
  const before = readdirSync(plugins);
  const { macros } = sampleNotification();
  const commands = new Map([["true", { name: "true", line: "true", source: { file: "", line: 1 } }]]);

  const ending = await lazy.run(
    { name: "true", args: [], raw: "true" },
    { ...macros, inventory: { ...site, commands } },
    10,
  );

  expect([before, ending, readdirSync(plugins).length]).toEqual([[], { kind: "done" }, 1]);
  await lazy.stop();
});
