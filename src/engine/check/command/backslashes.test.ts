import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleHost, sampleInventory } from "../sample-inventory.fixture.ts";
import { buildCommandLine, foreseenRefusal } from "../command-line.ts";

const host = sampleHost(1, "web", { address: "192.0.2.1" });
const context = {
  resource: host,
  inventory: sampleInventory({ hosts: [host] }),
  stateOf: () => undefined,
  now: 0,
  processMacros: new Map<string, string>(),
};

const run = (argv: readonly string[]): { status: number | null; stdout: string } => {
  const { status, stdout } = spawnSync(argv[0]!, argv.slice(1), { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
  return { status, stdout };
};

/** Exit code of sh for a script that it cannot parse. */
const SYNTAX_ERROR = 2;

/** What /bin/sh makes of a line, and what we make of it; null where both refuse it. */
function both(line: string, args: readonly string[] = []): readonly [unknown, unknown] {
  const asNagios = args.reduce((text, arg, at) => text.replaceAll(`$ARG${at + 1}$`, () => arg), line);
  const shell = run(["/bin/sh", "-c", asNagios]);
  const { start } = buildCommandLine(line, args, context);
  const ours = start.kind === "unusable" ? null : run(start.argv);
  return [shell, ours].map((ran) => (ran === null || ran.status === SYNTAX_ERROR ? null : ran)) as [unknown, unknown];
}

test.each([
  ["/usr/bin/printf '<%s>' a\\", []],
  ["/usr/bin/printf '<%s>' \\", []],
  ["/usr/bin/printf '<%s>' $ARG1$", ["C:\\"]],
  ["/usr/bin/printf '<%s>' $ARG1$ b", ["C:\\"]],
  ["/usr/bin/printf '<%s>' '$ARG1$' b", ["C:\\"]],
  ['/usr/bin/printf "<%s>" "$ARG1$" b', ["C:\\"]],
  ["/usr/bin/printf '<%s>' $ARG1$ | cat", ["C:\\"]],
  ["/usr/bin/printf '<%s>' a | cat \\", []],
  ["/usr/bin/printf '<%s>' \\\\", []],
  ["/usr/bin/printf '<%s>' \\\\\\", []],
  // The name of a variable goes on in the next line.
  ["/usr/bin/printf '<%s>' $\\\na x", []],
] as [string, string[]][])("%j with %j runs as sh runs it", (line, args) => {
  const [shell, ours] = both(line, args);

  expect(ours).toEqual(shell);
});

test("a backslash means what sh makes of it, anywhere in a line", () => {
  const sign = fc.constantFrom("\\", "\\", "\\", '"', "'", " ", "a", "$", "n", "|cat", ";", "\n", "*x", "#", "=");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 10 }), (signs) => {
      const text = signs.join("");
      fc.pre(!/\$[\w$!?#"'-]|\$\\?$/.test(text));
      const [shell, ours] = both(`/usr/bin/printf '<%s>' ${text}`);

      expect(ours).toEqual(shell);
    }),
    { numRuns: 250 },
  );
});

test("a quoted backslash before a value stays, as sh keeps it before an ordinary character", () => {
  const { start } = buildCommandLine('/usr/bin/printf "<%s>" "a\\$HOSTADDRESS$"', [], context);

  expect(start.kind === "argv" && run(start.argv).stdout).toBe("<a\\192.0.2.1>");
});

test("a line that will be refused is foreseen", () => {
  expect(foreseenRefusal('check_x "$ARG1$"', ["C:\\"], context)).toContain("a quote in the command line is not closed");
  expect(foreseenRefusal("check_x $ARG1$", ["C:\\"], context)).toBeNull();
});
