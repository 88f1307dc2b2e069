import { describe, expect, it } from "vitest";
import { bothAnswers, contextWith, hasPlugin } from "../plugins.fixture.ts";
import { checkDummy } from "./check-dummy.ts";

describe("check_dummy", () => {
  it.each<[string[], number, string]>([
    [["0"], 0, "OK\n"],
    [["1", "on purpose"], 1, "WARNING: on purpose\n"],
    [["2", "on", "purpose"], 2, "CRITICAL: on\n"],
    [["3", ""], 3, "UNKNOWN: \n"],
    [["4"], 3, "UNKNOWN: Status 4 is not a supported error state\n"],
    [["0", "text | used=3;5"], 0, "OK: text | used=3;5\n"],
  ])("%j gives %i and %j", async (args, returnCode, stdout) => {
    expect(await checkDummy.run(args, contextWith())).toEqual({ returnCode, stdout });
  });

  it("refuses a state that is not a number, with its usage", async () => {
    const { returnCode, stdout } = await checkDummy.run(["critical"], contextWith());

    expect(returnCode).toBe(3);
    expect(stdout).toMatch(/^check_dummy: Arguments to check_dummy must be an integer\nUsage: check_dummy /);
  });
});

describe.skipIf(!hasPlugin("check_dummy"))("check_dummy matches the plugin (skipped if it is not installed)", () => {
  it.each([
    "",
    "0",
    "1",
    "2",
    "3",
    "4",
    "-1",
    "01",
    "1 hello",
    "2 hello world",
    '3 ""',
    '0 "a b|c=1;2"',
    '"2 "',
    '" 1"',
    "x",
    "1x",
    "1.5",
    "+1",
    "1e1",
    "99999999999",
    "2147483648",
    "2147483647",
    '""',
    "-",
    "-- 0 text",
    "-x 1",
    "0 -V",
    "0 --help",
    "1 Grüße",
  ])("check_dummy %s", async (line) => {
    const answers = await bothAnswers(checkDummy, line);

    expect(answers.builtIn).toBe(answers.plugin);
  });
});
