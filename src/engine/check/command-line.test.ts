import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCommandLine, MAX_COMMAND_LENGTH } from "./command-line.ts";
import type { CommandStart } from "./command-line.ts";
import type { MacroContext } from "./macro/macro-context.ts";
import { sampleHost, sampleInventory } from "./sample-inventory.fixture.ts";

function contextFor(address: string, variables: Readonly<Record<string, string>> = {}): MacroContext {
  const host = sampleHost(1, "web", { address, customVariables: new Map(Object.entries(variables)) });
  const userMacros = { USER1: "/plugins", USER3: "it's secret" };
  return {
    resource: host,
    inventory: sampleInventory({ hosts: [host], userMacros }),
    stateOf: () => undefined,
    now: 0,
    processMacros: new Map([["VIGIEPORT", "8080"]]),
  };
}

const start = (line: string, args: readonly string[] = [], context = contextFor("192.0.2.1")): CommandStart =>
  buildCommandLine(line, args, context).start;

function argvOf(line: string, args: readonly string[] = [], context = contextFor("192.0.2.1")): readonly string[] {
  const made = start(line, args, context);
  return made.kind === "argv" ? made.argv : [`unusable: ${made.reason}`];
}

/** Runs the line as the plugin helpers do; returns stdout and stderr, with `printf` one line per argument. */
function run(line: string, args: readonly string[], context: MacroContext): string {
  const [program, ...others] = argvOf(line, args, context);
  const { stdout, stderr } = spawnSync(program!, others, {
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", HOME: "/nowhere" },
  });
  return stdout + stderr;
}

const HOSTILE = [
  "$(reboot)",
  "`reboot`",
  ";rm -rf /",
  "&& reboot",
  "| reboot",
  "it's",
  '"',
  "'",
  "\\",
  "$HOME",
  "${HOME}",
  "two words",
  " lead",
  "-v",
  "--help",
  "a\nreboot",
  "*",
  "~",
  "#x",
  "!x",
  "> /etc/passwd",
  "",
  "$",
  "$$",
  "$1",
  '"$(reboot)"',
  "'$(reboot)'",
  '\\"; reboot; \\"',
  "%s%n",
  "日本",
  "\u0081\u0088",
];

describe("a command line without shell syntax", () => {
  it.each<[string, string[], string[]]>([
    [
      "$USER1$/check_ping -H $HOSTADDRESS$ -w $ARG1$ -c $ARG2$",
      ["100,20%", "500,60%"],
      ["/plugins/check_ping", "-H", "192.0.2.1", "-w", "100,20%", "-c", "500,60%"],
    ],
    ["check_x  a\t b ", [], ["check_x", "a", "b"]],
    ["check_x \"two words\" 'and $(these)' th\\ ree", [], ["check_x", "two words", "and $(these)", "th ree"]],
    ['check_x "a \\"b\\" \\$ \\x" ""', [], ["check_x", 'a "b" $ \\x', ""]],
    ["check_x $ARG1$ end", ['--one 1 "t w o"'], ["check_x", "--one", "1", "t w o", "end"]],
    ["check_x $ARG1$ $ARG7$ $NOSUCH$ end", [""], ["check_x", "end"]],
    ["check_x $ARG1$", ["-H $HOSTADDRESS$"], ["check_x", "-H", "192.0.2.1"]],
    ["check_x -p$VIGIEPORT$ --cost=5$$", [], ["check_x", "-p8080", "--cost=5$"]],
    ["check_x $ARG1$", ["$ARG1$"], ["check_x"]],
  ])("splits %s into words", (line, args, argv) => {
    expect(argvOf(line, args)).toEqual(argv);
  });

  it.each(HOSTILE)("keeps the address %j one argument", (address) => {
    const context = contextFor(address);

    expect(argvOf("check_x -H $HOSTADDRESS$ -p 80", [], context)).toEqual(["check_x", "-H", address, "-p", "80"]);
    expect(argvOf("check_x --host=\"<$HOSTADDRESS$>\" '$HOSTADDRESS$'", [], context)).toEqual([
      "check_x",
      `--host=<${address}>`,
      address,
    ]);
    expect(argvOf("check_x $ARG1$", ["$HOSTADDRESS$"], context)).toEqual(["check_x", address]);
  });
});

describe("a command line with shell syntax", () => {
  it.each<[string, string]>([
    ["echo one | tr a-z A-Z", "ONE\n"],
    ["echo one && echo two; echo three", "one\ntwo\nthree\n"],
    ["X=5 sh -c 'echo $$X'", "5\n"],
    ['X="a b"; echo "$${X}"', "a b\n"],
    ["echo $(echo in)", "in\n"],
    ["echo `echo in`", "in\n"],
    ['echo "at $HOSTADDRESS$" 2>&1', "at 192.0.2.1\n"],
    ["echo $ARG1$", "one two\n"],
    ["exit 3", ""],
  ])("runs %s in a shell", (line, output) => {
    expect(run(line, ["one two | cat"], contextFor("192.0.2.1"))).toBe(output);
  });

  const places = [
    'printf "%s\\n" $HOSTADDRESS$ | cat',
    'printf "%s\\n" "$HOSTADDRESS$" | cat',
    "printf '%s\\n' '$HOSTADDRESS$' | cat",
    'printf "%s\\n" "$(printf "%s" $HOSTADDRESS$x)" | sed s/x$//',
    'printf "%s\\n" "$(printf "%s" "$HOSTADDRESS$x")" | sed s/x$//',
    'printf "%s\\n" $(true)$HOSTADDRESS$',
    'A=$HOSTADDRESS$; printf "%s\\n" "$$A"',
    'if true; then printf "%s\\n" $HOSTADDRESS$; fi',
    '(printf "%s\\n" $HOSTADDRESS$)',
  ];

  it.each(places)("passes every hostile address unchanged to: %s", (line) => {
    for (const address of HOSTILE) expect(run(line, [], contextFor(address))).toBe(`${address}\n`);
  });

  it("keeps several values, and more than nine, separate", () => {
    const line = `printf "%s." ${Array(11).fill("$HOSTADDRESS$").join(" ")} $HOSTNAME$ | cat`;

    expect(run(line, [], contextFor("a b"))).toBe(`${"a b.".repeat(11)}web.`);
  });

  it("treats a backslash or a dollar sign directly before a value as a literal", () => {
    expect(
      run(
        'printf "%s\\n" \\$HOSTADDRESS$ "$$$HOSTADDRESS$" $$$HOSTADDRESS$ "\\\\$HOSTADDRESS$" | cat',
        [],
        contextFor("a;b"),
      ),
    ).toBe("a;b\n$a;b\n$a;b\n\\a;b\n");
  });

  it("refuses a value that the shell would interpret", () => {
    const refused = { kind: "unusable", reason: expect.stringContaining("cannot be quoted") as string };

    expect(start("echo $((1 + $HOSTADDRESS$))")).toEqual(refused);
    expect(start("echo ${X:-$HOSTADDRESS$}")).toEqual(refused);
    expect(start('echo "`echo $HOSTADDRESS$`"')).toEqual(refused);
  });

  it("refuses shell syntax in a value that a second shell would read, and accepts ordinary values", () => {
    const lines = [
      '/bin/sh -c "echo $HOSTADDRESS$"',
      "bash -lc 'echo $HOSTADDRESS$'",
      'timeout 5 sh -ec "echo $HOSTADDRESS$"',
      "true; eval echo $HOSTADDRESS$",
      'sh -c "echo $HOSTADDRESS$" | cat',
    ];
    for (const line of lines) {
      expect(start(line, [], contextFor("$(reboot)"))).toMatchObject({
        kind: "unusable",
        reason: expect.stringContaining("second shell"),
      });
      expect(start(line, [], contextFor("web-1.example.org"))).toMatchObject({ kind: "argv" });
    }
    expect(argvOf("sh -c 'echo \"$$1\"' sh $HOSTADDRESS$", [], contextFor("$(reboot)")).at(-1)).toBe("$(reboot)");
  });

  it("keeps every value within its word, for any position and any content", () => {
    const sign = fc.constantFrom(
      "$",
      "(",
      ")",
      "`",
      '"',
      "'",
      "\\",
      ";",
      "|",
      " ",
      "\n",
      "{",
      "}",
      "*",
      "#",
      "a",
      "1",
      "&",
      "<",
      "-",
    );
    const value = fc.string({ unit: sign, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (line, address) => {
        fc.pre(!address.endsWith("\n") && !/\nx?$/.test(address));

        expect(run(line, [], contextFor(address))).toBe(`${address}\n`);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a command line that cannot be run", () => {
  it.each([
    ["", "the command line is empty"],
    ["  $ARG1$ ", "the command line is empty"],
    ['""', "the command line is empty"],
    ['check_x "open', "a quote in the command line is not closed"],
    ["check_x it's", "a quote in the command line is not closed"],
    ['check_x "C:\\"', "a quote in the command line is not closed"],
    [
      "check_x $_HOSTLONG$",
      `the command line has ${MAX_COMMAND_LENGTH + 8} characters, ${MAX_COMMAND_LENGTH} are the limit`,
    ],
  ])("%j gives the reason", (line, reason) => {
    expect(start(line, [], contextFor("a", { LONG: "x".repeat(MAX_COMMAND_LENGTH) }))).toEqual({
      kind: "unusable",
      reason,
    });
  });

  it("the reason of a refusal names the place in the line without the secrets in it", () => {
    const context = contextFor("a;b", { PASSWORD: "hunter2" });

    expect(start("awk --password=$_HOSTPASSWORD$ '{ print }' $HOSTADDRESS$", [], context)).toMatchObject({
      kind: "unusable",
      reason: expect.stringContaining("(awk --password=$_HOSTPASSWORD$)"),
    });
  });
});

describe("the shown command line", () => {
  it("has all macros replaced except secrets", () => {
    const context = contextFor("a b", { SITE: "Lyon", SNMPCOMMUNITY: "public1", DB_PASSWORD: "hunter2" });
    const line = "$USER1$/check_x -H $HOSTADDRESS$ -s $_HOSTSITE$ -C $_HOSTSNMPCOMMUNITY$ -p $ARG1$ -u $USER3$";

    const built = buildCommandLine(line, ["$_HOSTDB_PASSWORD$"], context);

    expect(built.shown).toBe("$USER1$/check_x -H a b -s Lyon -C $_HOSTSNMPCOMMUNITY$ -p $_HOSTDB_PASSWORD$ -u $USER3$");
  });

  it("has no secret that the configuration says in plain text, as lines that an import recorded do", () => {
    const context = contextFor("a", { CHECK_LINE: "/p/check_x -C public1", SNMPCOMMUNITY: "public1" });

    expect(buildCommandLine("$_HOSTCHECK_LINE$", [], context).shown).toBe("/p/check_x -C $_HOSTSNMPCOMMUNITY$");
  });

  it("is returned even when the line cannot be run, and the reason names no secret", () => {
    const built = buildCommandLine("check_x $USER3$", [], contextFor("a"));

    expect(built).toEqual({
      shown: "check_x $USER3$",
      start: { kind: "unusable", reason: "a quote in the command line is not closed" },
    });
  });
});
