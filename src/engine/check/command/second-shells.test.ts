import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResourceState } from "../../../model/resource-state.ts";
import { sampleHost, sampleInventory } from "../sample-inventory.fixture.ts";
import { buildCommandLine, foreseenRefusal } from "../command-line.ts";
import type { MacroContext } from "../macro/macro-context.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-shells-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const canary = (): string => join(folder, "canary");

/** Texts that create the canary file where they are read as code by one of the programs below. */
const hostileTexts = (): readonly string[] => [
  `x; touch ${canary()}`,
  `x\ntouch ${canary()}\n`,
  `$(touch ${canary()})`,
  `\`touch ${canary()}\``,
  `'; touch ${canary()}; '`,
  `"; touch ${canary()}; "`,
  `touch ${canary()}`,
  `|touch ${canary()}`,
  `a[$(touch ${canary()})]`,
  `"; system("touch ${canary()}"); "`,
  `';system("touch ${canary()}");'`,
  `system("touch ${canary()}")`,
  `__import__('os').system('touch ${canary()}')`,
  `");__import__("os").system("touch ${canary()}");("`,
  `x/;e touch ${canary()}`,
  `-exec touch ${canary()} ;`,
  `--rsh=touch ${canary()}`,
];

function contextFor(output: string): MacroContext {
  const host = sampleHost(1, "web", { address: "192.0.2.1" });
  const state = { check: { output, perfdata: output } } as ResourceState;
  // The first line only is $HOSTOUTPUT$; a comment is given as it was written.
  return {
    resource: host,
    inventory: sampleInventory({ hosts: [host] }),
    stateOf: () => state,
    now: 0,
    processMacros: new Map(),
    values: { get: (name) => (name === "NOTIFICATIONCOMMENT" ? output : undefined) },
  };
}

/** Runs a line as the helpers do; null if it is refused. `%` stands for the value, `FOLDER` for the test's folder. */
function runWith(line: string, text: string): string | null {
  const command = line.replaceAll("%", "$NOTIFICATIONCOMMENT$").replaceAll("FOLDER", folder);
  const { start } = buildCommandLine(command, [], contextFor(text));
  if (start.kind === "unusable") return null;
  const { stdout } = spawnSync(start.argv[0], start.argv.slice(1), {
    encoding: "utf8",
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", HOME: folder, ...Object.fromEntries(start.variables) },
    timeout: 10_000,
    input: "",
  });
  return stdout;
}

const REFUSED = [
  'sh -c "echo %"',
  "/bin/sh -c 'echo %'",
  "sh -c %",
  'bash -c -- "echo %"',
  'bash -lc "echo %"',
  'bash --norc -c "echo %"',
  'rbash -c "echo %"',
  'dash -ec "echo %"',
  'su -c "echo %" nobody',
  'su nobody -s /bin/sh -c "echo %"',
  'runuser -c "echo %" nobody',
  'runuser -u nobody -- sh -c "echo %"',
  'flock FOLDER/lock -c "echo %"',
  'script -qc "echo %" /dev/null',
  'sudo -s "echo %"',
  'sudo sh -c "echo %"',
  'timeout 5 sh -c "echo %"',
  'nice -n 5 sh -c "echo %"',
  'nohup sh -c "echo %"',
  'setsid sh -c "echo %"',
  'busybox sh -c "echo %"',
  'env A=b sh -c "echo %"',
  'env -S "sh -c %"',
  'env BASH_ENV="%" bash -c true',
  'eval "echo %"',
  "true; eval echo %",
  "command eval echo %",
  "echo % | sh",
  "echo % | sh -s",
  "echo % | /bin/bash",
  "echo % | sh /dev/stdin",
  "echo % | xargs sh -c",
  "echo % | xargs -I{} sh -c {}",
  "echo % | (sh)",
  "echo % | while read -r x; do eval $$x; done",
  "echo % | tee >(sh)",
  "echo % > FOLDER/f; . FOLDER/f",
  "echo % > FOLDER/f; sh FOLDER/f",
  "echo % | tee FOLDER/f; sh FOLDER/f",
  "cd FOLDER; echo % > f; sh ./f",
  "echo hello > FOLDER/%",
  "trap % EXIT",
  "trap 'echo %' EXIT",
  "alias ls=%",
  "S=sh; $$S -c %",
  "A=%; $$A",
  'A=%; eval "$$A"',
  'A=%; sh -c "$$A"',
  "A=%; export A; sh -c 'eval \"$$A\"'",
  "A=%; echo $$((A))",
  "A=%; echo $$A",
  "IFS=%; echo a",
  "`echo %`",
  "$(echo %)",
  "sh -c 'eval \"$$1\"' sh %",
  "sh -c '$$1' sh %",
  "sh <<< %",
  "find . -exec sh -c % \\;",
  'perl -e "print %"',
  "perl -ne print %",
  'python3 -c "print(\\"%\\")"',
  "python3 -c %",
  "echo % | python3",
  "echo % | perl",
  "awk 'BEGIN{system(\"echo %\")}'",
  "awk %",
  "echo % | awk '{system($$0)}'",
  "echo % | awk '{print | \"sh\"}'",
  "sed -n s/a/%/p",
  "echo % | sed e",
  "echo % | sed 's/x/x/e'",
  "printf -v % x",
  "test -v %",
  "read %",
  "rsync -e %",
  "ssh host echo %",
  "check_by_ssh -H host -C %",
  "at now %",
  "echo % | at now",
  "watch %",
  "s\\h -c %",
  '"sh" -c %',
  "'s'h -c %",
  "% -c x",
];

describe("a text with shell signs", () => {
  it.each(REFUSED)("is refused, and never run, in: %s", (line) => {
    for (const text of hostileTexts()) {
      expect(runWith(line, text)).toBeNull();
      expect(existsSync(canary())).toBe(false);
    }
    const command = line.replaceAll("%", "$NOTIFICATIONCOMMENT$");
    expect(foreseenRefusal(command, [], contextFor("ok"))).toMatch(/second shell|cannot be quoted/);
  });

  const PASSED = [
    '/usr/bin/printf "%s" %',
    '/usr/bin/printf "%s" "%" | cat',
    "timeout 5 /usr/bin/printf %s %",
    "env A=b nice -n 1 /usr/bin/printf %s %",
    "env A=% printenv A | head -c -1",
    "sh -c 'printf %s \"$$1\"' sh %",
    "bash -c 'printf %s \"$$1\"' sh %",
    "sh FOLDER/print %",
    "FOLDER/print %",
    "python3 FOLDER/print.py %",
    "perl FOLDER/print.pl %",
    'python3 -c \'import os; print(os.environ["VIGIE_NOTIFICATIONCOMMENT"], end="")\'',
    "sh -c 'printf %s \"$$VIGIE_NOTIFICATIONCOMMENT\"'",
    'printf %s "$${VIGIE_NOTIFICATIONCOMMENT}" | cat',
    "/usr/bin/printf %s % | python3 -c 'import sys; sys.stdout.write(sys.stdin.read())'",
    "if true; then /usr/bin/printf %s %; fi",
    "/usr/bin/printf %s % >> FOLDER/log && cat FOLDER/log && rm FOLDER/log",
  ];

  it.each(PASSED)("reaches the program unchanged, and is never run, in: %s", (line) => {
    writeFileSync(join(folder, "print"), '#!/bin/sh\nprintf %s "$1"\n', { mode: 0o755 });
    writeFileSync(join(folder, "print.py"), "import sys\nsys.stdout.write(sys.argv[1])\n");
    writeFileSync(join(folder, "print.pl"), "print $ARGV[0];\n");
    // `%s` of printf is not a value.
    const command = line.replaceAll("%s", "\u0001").replaceAll("%", "$NOTIFICATIONCOMMENT$").replaceAll("\u0001", "%s");

    for (const text of hostileTexts()) {
      const expected = line.includes("sys.stdin") || line.includes("head") ? text.trimEnd() : text;
      expect(runLine(command, text)?.replace(/\n+$/, "")).toBe(expected.replace(/\n+$/, ""));
      expect(existsSync(canary())).toBe(false);
    }
    expect(foreseenRefusal(command.replaceAll("FOLDER", folder), [], contextFor("ok"))).toBeNull();
  });

  const runLine = (command: string, text: string): string | null => {
    const { start } = buildCommandLine(command.replaceAll("FOLDER", folder), [], contextFor(text));
    if (start.kind === "unusable") throw new Error(`${command}: ${start.reason}`);
    return spawnSync(start.argv[0], start.argv.slice(1), {
      encoding: "utf8",
      cwd: folder,
      env: { PATH: "/usr/bin:/bin", ...Object.fromEntries(start.variables) },
      timeout: 10_000,
    }).stdout;
  };

  it("is passed everywhere when it is a plain word", () => {
    for (const line of ['sh -c "echo %"', 'su -c "echo %" nobody', "ssh host echo %", "echo % | sh"])
      expect(buildCommandLine(line.replaceAll("%", "$HOSTADDRESS$"), [], contextFor("x")).start, line).toMatchObject({
        kind: "argv",
      });
  });
});
