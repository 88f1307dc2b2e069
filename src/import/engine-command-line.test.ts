import { expect, test } from "vitest";
import { splitWords } from "../engine/check/command/shell-words.ts";
import { engineCommandDefinition, engineCommandLine } from "./engine-command-line.ts";

test.each([
  ["/plugins/check_icmp -H 192.0.2.1 -w 3000.0,80%", ["/plugins/check_icmp", "-H", "192.0.2.1", "-w", "3000.0,80%"]],
  [`p --warning='80' --critical="90"`, ["p", "--warning=80", "--critical=90"]],
  [`p --mode=service "quoté" & 'co' 100%_x`, ["p", "--mode=service", "quoté", "&", "co", "100%_x"]],
  ['p --filter="^eth[0-9]$" --pass="a$b`c" -x $1', ["p", "--filter=^eth[0-9]$", "--pass=a$b`c", "-x", "$1"]],
  [
    `p 'a $x | b' a|b; (c) * ?[1] <in >out ~ #no`,
    ["p", "a $x | b", "a|b;", "(c)", "*", "?[1]", "<in", ">out", "~", "#no"],
  ],
  ['p a\\ b "say \\"so\\""', ["p", "a b", 'say "so"']],
])("turns %s into the words that the engine runs, without a shell", (line, words) => {
  expect(splitWords([{ kind: "text", text: engineCommandLine(line) }])).toEqual({ kind: "words", words });
});

test("does not change a line without such characters", () => {
  const line = `/plugins/check_http -I 192.0.2.1 -u "/a b" -s 'x' -w 5`;

  expect(engineCommandLine(line)).toBe(line);
});

test.each([
  ["$USER1$/check_x -H $HOSTADDRESS$ -a $ARG1$", "$USER1$/check_x -H $HOSTADDRESS$ -a $ARG1$"],
  ["p $_SERVICEWARN$ & $(id) *", "p $_SERVICEWARN$ \\& \\$\\(id\\) \\*"],
  ['p "$_HOSTX:web$" $1 $$', 'p "$_HOSTX:web$" \\$1 $$'],
])("keeps the macros of the definition %s", (line, written) => {
  expect(engineCommandDefinition(line)).toBe(written);
});
