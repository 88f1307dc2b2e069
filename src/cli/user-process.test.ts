import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { openSecondStore, outcomeOf, temporaryFolder } from "../../test/support/access-scene.ts";
import { createAccess } from "../access/create-access.ts";
import { silentLog } from "../lib/log.ts";
import { printable } from "../lib/printable.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/vigie");

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function vigie(folder: string, args: readonly string[], input = ""): Promise<Ended> {
  const child = spawn(PROGRAM, ["--data", folder, ...args], { stdio: "pipe" });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const parts: string[] = [];
    stream.setEncoding("utf8").on("data", (part: string) => parts.push(part));
    return parts;
  }) as [string[], string[]];
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (status) => settle({ status, out: out.join(""), err: err.join("") }));
  });
}

describe("the program exits with", () => {
  test("0 and its output on success", async () => {
    const folder = temporaryFolder();

    expect(await vigie(folder, ["user", "add", "jdoe", "--password-stdin"], "plain s3cret word\n")).toEqual({
      status: 0,
      out: 'Account "jdoe" added with id 1.\n',
      err: `A new store is made in the data folder ${folder}.\n`,
    });
    expect((await vigie(folder, ["user", "list"])).out).toContain("1   jdoe");
  });

  test("1 and the reason on standard error after a refusal", async () => {
    const folder = temporaryFolder();
    await vigie(folder, ["user", "add", "jdoe", "--no-password"]);

    expect(await vigie(folder, ["user", "passwd", "nobody"], "plain s3cret word\n")).toEqual({
      status: 1,
      out: "",
      err: expect.stringMatching(
        new RegExp(`^vigie: There is no account "nobody"; see: \\S*bin/vigie --data ${folder} user list\n$`),
      ),
    });
  });

  test("1 if the data folder cannot be used", async () => {
    const { status, err } = await vigie("/dev/null", ["user", "list"]);

    expect([status, err]).toEqual([1, expect.stringMatching(/^vigie: .*\/dev\/null/)]);
  });

  test("2 and the reason after wrong usage", async () => {
    const { status, err } = await vigie(temporaryFolder(), ["user", "set", "x"]);

    expect([status, err]).toEqual([2, "error: nothing to change; give at least one option\n"]);
  });

  test.each([
    ["command", [], ["\u001b[31mfrobnicate"], "unknown command '\\x1b[31mfrobnicate'"],
    ["command of a group", [], ["user", "\u009b31m"], "unknown command '\\x9b31m'"],
    ["option", [], ["hosts", "--\u001b[31m"], "unknown option '--\\x1b[31m'"],
    ["option before the command", [], ["--\u001b[31m", "hosts"], "unknown option '--\\x1b[31m'"],
    ["argument of an option", [], ["hosts", "--limit", "\u001b]0;x\u0007"], "'\\x1b]0;x\\x07' is invalid"],
    ["choice", [], ["completion", "\u001b[31m"], "'\\x1b[31m' is invalid"],
    ["data folder", ["--data", "/nowhere/\u001b[31m"], ["user", "list"], "/nowhere/\\x1b[31m"],
  ] as [string, string[], string[], string][])(
    "an escaped message when control characters stand in a wrong %s",
    async (_, options, words, expected) => {
      const { status, out, err } = await vigie(temporaryFolder(), [...options, ...words]);

      expect(status).not.toBe(0);
      expect(out).toBe("");
      expect(err).toContain(expected);
      expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    },
  );

  test("its notes escaped when control characters stand in the data folder", async () => {
    const folder = join(temporaryFolder(), "\u001b[31m");

    expect((await vigie(folder, ["user", "add", "jdoe", "--no-password"])).err).toBe(
      `A new store is made in the data folder ${printable(folder)}.\n`,
    );
  });

  test("0 for help", async () => {
    const { status, out } = await vigie(temporaryFolder(), ["token", "revoke", "--help"]);

    expect([status, out]).toEqual([0, expect.stringContaining("revoke one token by its id, or all of an account")]);
  });
});

test("changes by the program to a folder in use take effect a second later", async () => {
  const folder = temporaryFolder();
  const clock = createFakeClock(Date.now() / 1000);
  const store = await openSecondStore(folder);
  await vigie(folder, ["user", "add", "jdoe", "--password-stdin"], "plain s3cret word\n");
  const access = await createAccess({ store, clock, log: silentLog });
  const { token } = await access.login("jdoe", "plain s3cret word", "192.0.2.1");
  const script = (await vigie(folder, ["token", "add", "jdoe", "--label", "backup"])).out.trimEnd();
  const now = async (): Promise<readonly string[]> => {
    await clock.advanceBy(1);
    return Promise.all(
      [token, script].map((text) => outcomeOf(() => access.authenticate({ token: text, sessionId: undefined }))),
    );
  };

  expect(await now()).toEqual(["accepted", "accepted"]);
  await vigie(folder, ["user", "disable", "jdoe"]);
  expect(await now()).toEqual(["contact-disabled", "contact-disabled"]);
  await vigie(folder, ["user", "enable", "jdoe"]);
  expect(await now()).toEqual(["accepted", "accepted"]);
  await vigie(folder, ["user", "passwd", "jdoe"], "another-word");
  expect(await now()).toEqual(["unknown-token", "accepted"]);
  await vigie(folder, ["token", "revoke", "--login", "jdoe"]);
  expect(await now()).toEqual(["unknown-token", "unknown-token"]);
  expect(await outcomeOf(() => access.login("jdoe", "plain s3cret word", "192.0.2.1"))).toBe("invalid-credentials");
  expect(await outcomeOf(() => access.login("jdoe", "another-word", "192.0.2.1"))).toBe("accepted");
  await access.close();
}, 180_000);
