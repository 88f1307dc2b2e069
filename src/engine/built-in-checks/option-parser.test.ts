import { describe, expect, it } from "vitest";
import { optionTable, readOptions } from "./option-parser.ts";

const table = optionTable([
  "H hostname=ADDRESS",
  "v verbose",
  "S ssl[=VERSION]",
  "- sni",
  "- show-body",
  "r ereg-path=PATH ereg-partition=PART",
  "q=",
  "A all",
]);

const given = (args: readonly string[]): unknown => {
  const read = readOptions(args, table);
  return "wrong" in read
    ? read.wrong
    : { options: read.options.map(({ key, value }) => `${key}:${value}`), operands: read.operands };
};

describe("readOptions", () => {
  it.each<[string, string[], string[], string[]]>([
    ["a short option with its argument apart", ["-H", "a"], ["H:a"], []],
    ["a short option with its argument attached", ["-Ha"], ["H:a"], []],
    ["a bundle whose last option takes the next argument", ["-vvAH", "a"], ["v:", "v:", "A:", "H:a"], []],
    ["a long option with =", ["--hostname=a=b"], ["H:a=b"], []],
    ["a long option with its argument apart", ["--hostname", "a"], ["H:a"], []],
    ["an empty argument", ["--hostname="], ["H:"], []],
    ["an abbreviated long option", ["--host", "a"], ["H:a"], []],
    ["an option that has only a long name", ["--sni"], ["sni:"], []],
    ["an option that has only a short name", ["-q", "bye"], ["q:bye"], []],
    ["a second long name of the same option", ["--ereg-partition=x"], ["r:x"], []],
    ["an abbreviation that fits two names of one option", ["--ereg", "x"], ["r:x"], []],
    ["an optional argument only when attached", ["-S", "-S1.2", "--ssl=3"], ["S:", "S:1.2", "S:3"], []],
    ["an argument that looks like an option", ["-H", "-v"], ["H:-v"], []],
    ["operands among options", ["a", "-v", "-", "b"], ["v:"], ["a", "-", "b"]],
    ["everything after -- as operands", ["-v", "--", "-H", "x"], ["v:"], ["-H", "x"]],
  ])("reads %s", (_title, args, options, operands) => {
    expect(given(args)).toEqual({ options, operands });
  });

  it.each<[string, string[], string]>([
    ["an unknown letter", ["-vx"], "invalid option -- 'x'"],
    ["an unknown long option", ["--nope=1"], "unrecognized option '--nope'"],
    ["an ambiguous abbreviation", ["--s"], "option '--s' is ambiguous"],
    ["a missing argument", ["-H"], "option requires an argument -- 'H'"],
    ["a missing argument of a long option", ["--hostname"], "option '--hostname' requires an argument"],
    ["an argument where none belongs", ["--all=yes"], "option '--all' doesn't allow an argument"],
  ])("refuses %s", (_title, args, sentence) => {
    expect(given(args)).toBe(sentence);
  });
});
