import { describe, expect, test } from "vitest";
import { sampleToken, sampleSession } from "../../test/support/record-samples.ts";
import { verifyPassword } from "../access/password.ts";
import { openCommands } from "../../test/support/command-scene.ts";

describe("vigie user add", () => {
  test("adds an account with the values of the options", async () => {
    const { store, vigie } = await openCommands();

    const { out } = await vigie(
      [
        "user",
        "add",
        "jdoe",
        "--name",
        "John Doé",
        "--email",
        "j@example.test",
        "--admin",
        "--no-api",
        "--password-stdin",
      ],
      "plain s3cret word\n",
    );

    expect(out).toBe('Account "jdoe" added with id 1.\n');
    const [account] = await store.readAccounts();
    expect(account).toMatchObject({
      id: 1,
      alias: "jdoe",
      name: "John Doé",
      email: "j@example.test",
      isAdmin: true,
      hasApiAccess: false,
      isEnabled: true,
    });
    expect(await verifyPassword("plain s3cret word", account?.passwordHash ?? "")).toBe(true);
  });

  test("without options adds an ordinary account that may use the API, and warns that it has no password", async () => {
    const { store, vigie } = await openCommands();

    const { out } = await vigie(["user", "add", "jdoe", "--no-password"]);

    expect(out).toBe('Account "jdoe" added with id 1.\nIt has no password yet: set one with  vigie user passwd jdoe\n');
    expect(await store.readAccounts()).toEqual([
      {
        id: 1,
        alias: "jdoe",
        name: "jdoe",
        email: "",
        isAdmin: false,
        hasApiAccess: true,
        isEnabled: true,
        passwordHash: null,
      },
    ]);
  });

  test.each<[string, readonly string[], string | Buffer, string]>([
    [
      "a name that is taken, in any case",
      ["JDOE", "--no-password"],
      "",
      'account-exists: There is an account "JDOE" already.',
    ],
    [
      "an empty name",
      ["", "--no-password"],
      "",
      "bad-login-name: A login name has 1 to 255 characters, no spaces around it and no control characters.",
    ],
    [
      "a name with a space at the end",
      ["x ", "--no-password"],
      "",
      "bad-login-name: A login name has 1 to 255 characters, no spaces around it and no control characters.",
    ],
    [
      "a name of two lines",
      ["x\ny", "--no-password"],
      "",
      "bad-login-name: A login name has 1 to 255 characters, no spaces around it and no control characters.",
    ],
    [
      "a full name of 256 characters",
      ["x", "--name", "n".repeat(256), "--no-password"],
      "",
      "bad-name: --name: expected at most 255 characters on one line.",
    ],
    [
      "an address of two lines",
      ["x", "--email", "a\nb", "--no-password"],
      "",
      "bad-email: --email: expected at most 255 characters on one line.",
    ],
    [
      "a password of 1025 bytes",
      ["x", "--password-stdin"],
      "p".repeat(1025),
      "password-too-long: A password has at most 1024 bytes.",
    ],
    [
      "a password of 5,000 bytes",
      ["x", "--password-stdin"],
      "p".repeat(5000),
      "password-input: The password is longer than 4096 bytes.",
    ],
    ["no password", ["x", "--password-stdin"], "", "password-input: There is no password on standard input."],
    [
      "an empty line as password",
      ["x", "--password-stdin"],
      "\n",
      "password-input: There is no password on standard input.",
    ],
    [
      "a password that nothing says is on standard input",
      ["x"],
      "plain s3cret word\n",
      "password-input: Standard input is no terminal to ask for the password: give --password-stdin to read it from " +
        "there, or --no-password for an account without one.",
    ],
    [
      "two lines",
      ["x", "--password-stdin"],
      "password-1\npassword-2\n",
      "password-input: Expected one line with the password on standard input.",
    ],
    [
      "a password that is not UTF-8",
      ["x", "--password-stdin"],
      Buffer.from([0x70, 0xff, 0xfe]),
      "password-input: The password is not UTF-8 text.",
    ],
  ])("refuses %s", async (_, args, input, refusal) => {
    const { store, vigie } = await openCommands();
    await vigie(["user", "add", "jdoe", "--no-password"]);

    expect(await vigie(["user", "add", ...args], input)).toEqual({ out: "", refusal });
    expect((await store.readAccounts()).map(({ alias }) => alias)).toEqual(["jdoe"]);
  });
});

test.each([
  ["a short password", "plant lamp", /^password-too-short: A password has at least 12 characters; this one has 10\. /],
  ["its login name", "night-operator", /^password-common: This password is easily guessed/],
  ["its full name", "Élodie Durand", /^password-common: /],
])("%s is refused, and nothing is changed", async (_, password, refusal) => {
  const { store, vigie } = await openCommands();
  const names = ["night-operator", "--name", "Élodie Durand"];

  expect((await vigie(["user", "add", ...names, "--password-stdin"], password)).refusal).toMatch(refusal);
  expect(await store.readAccounts()).toEqual([]);
  await vigie(["user", "add", ...names, "--no-password"]);
  expect((await vigie(["user", "passwd", "night-operator"], password)).refusal).toMatch(refusal);
  expect((await store.readAccounts())[0]?.passwordHash).toBeNull();
});

describe("vigie user passwd", () => {
  test("sets the password and ends logins and sessions of this account, but not its tokens for scripts", async () => {
    const { store, vigie } = await openCommands();
    await vigie(["user", "add", "jdoe", "--no-password"]);
    await vigie(["user", "add", "other", "--no-password"]);
    for (const contactId of [1, 2]) {
      await store.commit([
        {
          kind: "token",
          token: sampleToken({ hash: `login ${contactId}`, contactId, lastUsed: 5, expiresAt: null, label: null }),
        },
        {
          kind: "token",
          token: sampleToken({ hash: `script ${contactId}`, contactId, lastUsed: 5, expiresAt: 9e9, label: "backup" }),
        },
        { kind: "session", session: sampleSession({ hash: `session ${contactId}`, contactId, lastActivity: 5 }) },
      ]);
    }

    const { out } = await vigie(["user", "passwd", "JDoe"], "another new word");

    expect(out).toBe(
      'The password of "jdoe" is changed. Ended: 1 login, 1 session.\n' +
        'Its tokens of "vigie token add" (1) stay valid; revoke them with  vigie token revoke --login jdoe\n',
    );
    expect(await verifyPassword("another new word", (await store.readAccounts())[0]?.passwordHash ?? "")).toBe(true);
    expect((await store.readTokens()).map(({ hash }) => hash).sort()).toEqual(["login 2", "script 1", "script 2"]);
    expect((await store.readSessions()).map(({ hash }) => hash)).toEqual(["session 2"]);
  });

  test("removes one line break of either kind at the end, and nothing else", async () => {
    const { store, vigie } = await openCommands();
    await vigie(["user", "add", "jdoe", "--no-password"]);

    for (const end of ["\n", "\r\n", ""]) {
      await vigie(["user", "passwd", "jdoe"], ` spaces count ${end}`);
      expect(await verifyPassword(" spaces count ", (await store.readAccounts())[0]?.passwordHash ?? "")).toBe(true);
    }
  });

  test("refuses an unknown name before it reads the password", async () => {
    const { vigie } = await openCommands();

    expect(await vigie(["user", "passwd", "nobody"])).toEqual({
      out: "",
      refusal: 'unknown-account: There is no account "nobody"; see: vigie user list',
    });
  });
});

test("vigie user disable and enable switch an account, and warn if no administrator is left", async () => {
  const { store, vigie } = await openCommands();
  await vigie(["user", "add", "root", "--admin", "--no-password"]);

  expect((await vigie(["user", "disable", "root"])).out).toBe(
    'Account "root": disabled, administrator.\nNo enabled administrator is left.\n',
  );
  expect((await store.readAccounts())[0]?.isEnabled).toBe(false);
  expect((await vigie(["user", "enable", "ROOT"])).out).toBe('Account "root": enabled, administrator.\n');
  expect((await store.readAccounts())[0]?.isEnabled).toBe(true);
  expect((await vigie(["user", "disable", "nobody"])).refusal).toBe(
    'unknown-account: There is no account "nobody"; see: vigie user list',
  );
});

test("vigie user set changes the given values and nothing else", async () => {
  const { store, vigie } = await openCommands();
  await vigie(
    ["user", "add", "jdoe", "--name", "John", "--email", "j@example.test", "--password-stdin"],
    "plain s3cret word",
  );
  const before = (await store.readAccounts())[0];

  expect((await vigie(["user", "set", "jdoe", "--no-api", "--name", "Jane"])).out).toBe(
    'Account "jdoe": enabled, may not use the API.\n',
  );
  expect(await store.readAccounts()).toEqual([{ ...before, hasApiAccess: false, name: "Jane" }]);
  expect((await vigie(["user", "set", "jdoe", "--api", "--admin"])).out).toBe(
    'Account "jdoe": enabled, administrator.\n',
  );
  expect((await vigie(["user", "set", "jdoe", "--no-admin", "--email", ""])).out).toBe(
    'Account "jdoe": enabled, may use the API.\nNo enabled administrator is left.\n',
  );
  expect(await store.readAccounts()).toEqual([{ ...before, name: "Jane", email: "" }]);
});

test("a list as JSON writes control characters of names as escapes, which a terminal does not obey", async () => {
  const { store, vigie } = await openCommands();
  await vigie(["user", "add", "jdoe", "--no-password"]);
  // Names of an import are not examined.
  const [account] = await store.readAccounts();
  await store.saveAccount({ ...account!, name: "J\u009b31m\u202eDoe" });

  const { out } = await vigie(["user", "list", "--json"]);

  expect(out).toContain(String.raw`"J\u009b31m\u202eDoe"`);
  expect(JSON.parse(out)).toMatchObject([{ name: "J\u009b31m\u202eDoe" }]);
});

test("vigie user list shows every account in the order of ids, and never a hash", async () => {
  const { vigie } = await openCommands();
  await vigie(["user", "add", "root", "--admin", "--no-api", "--password-stdin"], "plain s3cret word");
  await vigie(["user", "add", "jdoe", "--name", "John Doe", "--email", "j@example.test", "--no-api", "--no-password"]);
  await vigie(["user", "disable", "jdoe"]);

  const { out } = await vigie(["user", "list"]);
  const json = await vigie(["user", "list", "--json"]);

  expect(out).toBe(`ID  LOGIN  NAME      EMAIL           ADMIN  API  ENABLED  PASSWORD
1   root   root                      yes    yes  yes      yes
2   jdoe   John Doe  j@example.test  no     no   no       no
`);
  expect(JSON.parse(json.out)).toEqual([
    {
      id: 1,
      alias: "root",
      name: "root",
      email: "",
      isAdmin: true,
      hasApiAccess: false,
      isEnabled: true,
      hasPassword: true,
    },
    {
      id: 2,
      alias: "jdoe",
      name: "John Doe",
      email: "j@example.test",
      isAdmin: false,
      hasApiAccess: false,
      isEnabled: false,
      hasPassword: false,
    },
  ]);
  expect(json.out).not.toContain("argon2");
});
