import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { enrolCommand } from "./enrol-command.ts";

/** What a shell makes of the command: the secret in the environment, and the arguments. */
const typed = (command: string): readonly string[] =>
  execFileSync("/bin/sh", ["-c", `vigie() { printf '%s\\n' "$VIGIE_ENROLMENT" "$@"; }; ${command}`], {
    encoding: "utf8",
  })
    .trimEnd()
    .split("\n");

test("has the secret in the environment alone, and an address and a pin as one word each", () => {
  expect(typed(enrolCommand("s3cret", "https://vigie.example.org", null))).toEqual([
    "s3cret",
    "poller",
    "--centre",
    "https://vigie.example.org",
  ]);
  expect(typed(enrolCommand("s3cret", "https://a.example/?x='y z'", "ab+c/d=="))).toEqual([
    "s3cret",
    "poller",
    "--centre",
    "https://a.example/?x='y z'",
    "--pin",
    "ab+c/d==",
  ]);
});
