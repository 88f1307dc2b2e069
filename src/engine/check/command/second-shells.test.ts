import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResourceState } from "../../../model/resource-state.ts";
import { sampleHost, sampleInventory } from "../sample-inventory.fixture.ts";
import { buildCommandLine, foreseenRefusal } from "../command-line.ts";
import { ORDINARY } from "./ordinary-commands.fixture.ts";
import { expandCommand } from "./pieces.ts";
import { ATTACKS, REFUSED } from "./second-shells.fixture.ts";
import { buildScript } from "./shell-script.ts";
import { splitWords } from "./shell-words.ts";
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

const commandOf = (line: string): string => line.replaceAll("%", "$NOTIFICATIONCOMMENT$").replaceAll("FOLDER", folder);

/** True if a line is refused. It is never run: some lines write to files of the system. */
const isRefused = (line: string, text: string): boolean =>
  buildCommandLine(commandOf(line), [], contextFor(text)).start.kind === "unusable";

/**
 * Runs a line without the proof that its value is no code; `%` stands for the value, `FOLDER` for the test's folder.
 */
function runUnproven(line: string, text: string): void {
  const { pieces } = expandCommand(commandOf(line), [], contextFor(text));
  const split = splitWords(pieces);
  const built = buildScript(pieces);
  if (split.kind === "words") run(split.words);
  else run(built.kind === "script" ? ["sh", "-c", built.script, "sh", ...built.values] : []);
}

const run = (argv: readonly string[]): unknown =>
  spawnSync(argv[0]!, argv.slice(1), { cwd: folder, env: { PATH, HOME: folder }, timeout: 20_000, input: "" });

const PATH = "/usr/bin:/bin:/usr/sbin:/sbin";
const isInstalled = (program: string): boolean =>
  spawnSync("/bin/sh", ["-c", 'command -v "$1"', "sh", program], { env: { PATH } }).status === 0;
const isRoot = process.getuid?.() === 0;
const NEED_ROOT = new Set(["chroot", "unshare", "nsenter", "capsh", "setpriv", "perf"]);

describe("a text with shell signs", () => {
  it.each(REFUSED)("is refused, now and in advance, in: %s", (line) => {
    for (const text of hostileTexts()) {
      expect(isRefused(line, text)).toBe(true);
    }
    expect(foreseenRefusal(commandOf(line), [], contextFor("ok"))).toMatch(/second shell|cannot be quoted/);
  });

  describe.each(ATTACKS)("as in %s with %s", (line, text) => {
    const program = line.split(" ")[0]!;
    const attack = (): string => text.replaceAll("CANARY", canary());

    it("is refused, now and in advance", () => {
      expect(isRefused(line, attack())).toBe(true);
      expect(foreseenRefusal(commandOf(line), [], contextFor("ok"))).toMatch(/second shell|cannot be quoted/);
    });

    it.skipIf(!isInstalled(program) || (!isRoot && (NEED_ROOT.has(program) || line.includes("sg root"))))(
      "would run without the refusal (skipped if the program is not installed, or needs root)",
      () => {
        runUnproven(line, attack());

        expect(existsSync(canary())).toBe(true);
      },
    );
  });

  it.each(ORDINARY)("is passed in: %s", (line) => {
    const command = line.replaceAll("VALUE", "$NOTIFICATIONCOMMENT$");

    expect(foreseenRefusal(command, [], contextFor("ok"))).toBeNull();
    for (const text of hostileTexts())
      expect(buildCommandLine(command, [], contextFor(text)).start).toMatchObject({ kind: "argv" });
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
