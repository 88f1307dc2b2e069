import { expect, test } from "vitest";
import { openCommands } from "../../test/support/command-scene.ts";

test.each<[string, readonly string[], string]>([
  ["an unknown command", ["user", "frobnicate"], "error: unknown command 'frobnicate'"],
  ["a missing name", ["user", "disable"], "error: missing required argument 'login'"],
  ...["passwd", "add"].map((verb): [string, readonly string[], string] => [
    `a password as an argument of ${verb}`,
    ["user", verb, "jdoe", "secret"],
    "error: one login name is expected; a password is read from standard input, never from an argument",
  ]),
  ["nothing to set", ["user", "set", "jdoe"], "error: nothing to change; give at least one option"],
  ["a token without a label", ["token", "add", "jdoe"], "error: required option '--label <text>' not specified"],
  ["revoking nothing", ["token", "revoke"], "error: give either the id of a token or --login <name>"],
  [
    "revoking two things",
    ["token", "revoke", "abcdef", "--login", "jdoe"],
    "error: give either the id of a token or --login <name>",
  ],
  ...["0d", "3651d", "90", "-1d", "1.5d", "forever", ""].map((life): [string, readonly string[], string] => [
    `a life of "${life}"`,
    ["token", "add", "jdoe", "--label", "y", "--expires", life],
    `error: option '--expires <time>' argument '${life}' is invalid. Expected a time such as 30m, 12h, 90d ` +
      "or 52w, at most 3650d.",
  ]),
])("%s is wrong usage", async (_, args, message) => {
  const { store, vigie } = await openCommands();
  await vigie(["user", "add", "jdoe", "--no-password"]);

  expect((await vigie(args)).refusal?.replace(/ ?\n.*/s, "")).toBe(`usage: ${message}`);
  expect([(await store.readAccounts()).length, (await store.readTokens()).length]).toEqual([1, 0]);
});
