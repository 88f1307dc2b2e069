import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_OUTPUT, parsePluginOutput } from "./plugin-output.ts";

const parsed = (text: string, longText = "", perfdata = "") => ({ text, longText, perfdata });

describe("parsePluginOutput", () => {
  it.each([
    ["takes one line as text", "OK - all well\n", parsed("OK - all well")],
    ["cuts perfdata off the first line", "OK | load=0.1;1;2\n", parsed("OK", "", "load=0.1;1;2")],
    ["cuts at the first bar only", "OK | a=1 | b=2", parsed("OK", "", "a=1 | b=2")],
    ["keeps the lines after the first as long text", "OK\none\n two \n", parsed("OK", "one\n two ")],
    ["keeps empty lines within the long text", "OK\none\n\ntwo\n\n\n", parsed("OK", "one\n\ntwo")],
    [
      "joins perfdata of the first and the last lines",
      "OK | a=1\nlong\nmore | b=2\nc=3\n d=4 \n",
      parsed("OK", "long\nmore ", "a=1 b=2 c=3 d=4"),
    ],
    ["leaves no line of a long output that is only a bar", "OK\nlong\n| b=2\n", parsed("OK", "long", "b=2")],
    ["takes a bar inside the perfdata lines as it is", "OK\n| b=2\nc|d=3", parsed("OK", "", "b=2 c|d=3")],
    ["drops the white space around the text", " \t OK  \n", parsed("OK")],
    ["turns semicolons of the text, and only of it, into colons", "a;b | x=1;2\nc;d", parsed("a:b", "c;d", "x=1;2")],
    ["says so when nothing was printed", "", parsed(NO_OUTPUT)],
    ["says so when the first line is empty, and keeps the others", "\nlong", parsed(NO_OUTPUT, "long")],
    ["says so when there is only perfdata", "|a=1", parsed(NO_OUTPUT, "", "a=1")],
    ["reads line ends of Windows", "OK | a=1\r\nlong\r\n", parsed("OK", "long", "a=1")],
    ["makes a lone carriage return a space and drops NUL", "OK\rsaid\0 it", parsed("OK said it")],
  ])("%s", (_case, printed, expected) => {
    expect(parsePluginOutput(printed)).toEqual(expected);
  });

  it("gives one line of text, never an empty one, and no bar in text or long text, for any output", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "|", "\n", "\r", "\0", " ", ";", "=", "é") }), (printed) => {
        const { text, longText, perfdata } = parsePluginOutput(printed);

        expect(text).toMatch(/^[^\n\r\0|]+$/);
        expect(longText).not.toMatch(/[\r\0|]/);
        expect(perfdata).not.toMatch(/[\n\r\0]/);
      }),
    );
  });

  it("reads a single line like the first of several", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "|", "\r", "\0", " ", ";", "=", "é") }), (line) => {
        const amongSeveral = parsePluginOutput(`${line}\nlong\n`);

        expect({ ...parsePluginOutput(line), longText: "long" }).toEqual(amongSeveral);
        expect(parsePluginOutput(`${line}\n`)).toEqual(parsePluginOutput(line));
      }),
    );
  });

  it("loses no letter of the output", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "b", "|", "\n", " ") }), (printed) => {
        const { text, longText, perfdata } = parsePluginOutput(printed);
        const letters = (of: string): string => of.replace(/[^ab]/g, "");

        expect([...letters(text === NO_OUTPUT ? "" : text), ...letters(longText), ...letters(perfdata)].sort()).toEqual(
          [...letters(printed)].sort(),
        );
      }),
    );
  });
});
