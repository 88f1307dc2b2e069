import { describe, expect, test } from "vitest";
import { sampleToken } from "../../test/support/record-samples.ts";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { createAccess } from "../access/create-access.ts";
import { outcomeOf } from "../../test/support/access-scene.ts";
import { hashOfSecret } from "../access/secret.ts";
import { silentLog } from "../lib/log.ts";
import { openCommands } from "../../test/support/command-scene.ts";

describe("vigie token add", () => {
  test.each([
    ["90d", 90 * 86_400],
    ["30m", 1800],
    ["12h", 43_200],
    ["2w", 1_209_600],
  ])("prints a token that is valid for %s and no longer", async (expires, seconds) => {
    const clock = createFakeClock();
    const { store, vigie } = await openCommands(clock);
    await vigie(["user", "add", "script", "--no-password"]);
    const access = await createAccess({ store, clock, log: silentLog });

    const { out } = await vigie(["token", "add", "SCRIPT", "--label", "backup", "--expires", expires]);
    const credentials = { token: out.trimEnd(), sessionId: undefined };
    await clock.advanceBy(seconds - 1);
    const before = await outcomeOf(() => access.authenticate(credentials));
    await clock.advanceBy(1);

    expect(out).toMatch(/^[0-9a-f]{32}\n$/);
    expect([before, await outcomeOf(() => access.authenticate(credentials))]).toEqual(["accepted", "expired-token"]);
    await access.close();
  });

  test("without --expires lasts 90 days", async () => {
    const clock = createFakeClock(1000);
    const { store, vigie } = await openCommands(clock);
    await vigie(["user", "add", "script", "--no-password"]);

    const { out } = await vigie(["token", "add", "script", "--label", "backup"]);

    expect(await store.readTokens()).toEqual([
      sampleToken({
        hash: hashOfSecret(out.trimEnd()),
        contactId: 1,
        lastUsed: 1000,
        createdAt: 1000,
        expiresAt: 1000 + 90 * 86_400,
        label: "backup",
      }),
    ]);
  });

  test("refuses an unknown account, a label of two lines, and token 1001", async () => {
    const { store, vigie } = await openCommands();
    await vigie(["user", "add", "script", "--no-password"]);
    await store.commit(
      Array.from(
        { length: 1000 },
        (_, index) =>
          ({
            kind: "token",
            token: sampleToken({ hash: String(index), contactId: 1, lastUsed: 0, expiresAt: 1, label: "x" }),
          }) as const,
      ),
    );

    expect((await vigie(["token", "add", "nobody", "--label", "x"])).refusal).toBe(
      'unknown-account: There is no account "nobody"; see: vigie user list',
    );
    expect((await vigie(["token", "add", "script", "--label", "x"])).refusal).toBe(
      'too-many-tokens: "script" already has the maximum of 1000 tokens; revoke some first.',
    );
    await store.commit([{ kind: "token-deleted", hash: "0" }]);
    expect((await vigie(["token", "add", "script", "--label", "x\ny"])).refusal).toBe(
      "bad-label: --label: expected at most 255 characters on one line.",
    );
  });
});

describe("vigie token list", () => {
  test("shows tokens for scripts, with those of logins on request, and never a token", async () => {
    const clock = createFakeClock(1_700_000_000);
    const { store, vigie } = await openCommands(clock);
    await vigie(["user", "add", "script", "--no-password"]);
    await vigie(["user", "add", "jdoe", "--no-password"]);
    const tokens = [
      sampleToken({
        hash: "a".repeat(64),
        contactId: 1,
        lastUsed: 1_699_990_000,
        expiresAt: 1_700_086_400,
        label: "backup",
      }),
      sampleToken({
        hash: "b".repeat(64),
        contactId: 1,
        lastUsed: 1_600_000_000,
        expiresAt: 1_700_000_000,
        label: "old one",
      }),
      sampleToken({ hash: "c".repeat(64), contactId: 2, lastUsed: 1_699_999_999, expiresAt: null, label: null }),
      // As the API makes them.
      sampleToken({
        hash: "d".repeat(64),
        contactId: 1,
        lastUsed: 1_500_000_000,
        label: "endless",
        isRevoked: true,
      }),
    ];
    await store.commit(tokens.map((token) => ({ kind: "token", token }) as const));

    expect((await vigie(["token", "list"])).out).toBe(`ID            LOGIN   LABEL    LAST USED             EXPIRES
aaaaaaaaaaaa  script  backup   2023-11-14T19:26:40Z  2023-11-15T22:13:20Z
bbbbbbbbbbbb  script  old one  2020-09-13T12:26:40Z  2023-11-14T22:13:20Z (expired)
dddddddddddd  script  endless  2017-07-14T02:40:00Z  never (revoked)
`);
    expect((await vigie(["token", "list", "--all", "--login", "jdoe"])).out)
      .toBe(`ID            LOGIN  LABEL    LAST USED             EXPIRES
cccccccccccc  jdoe   (login)  2023-11-14T22:13:19Z  an hour unused
`);
    expect(JSON.parse((await vigie(["token", "list", "--all", "--json"])).out)).toEqual([
      {
        id: "aaaaaaaaaaaa",
        login: "script",
        label: "backup",
        lastUsed: "2023-11-14T19:26:40Z",
        expires: "2023-11-15T22:13:20Z",
        isExpired: false,
        isRevoked: false,
      },
      {
        id: "bbbbbbbbbbbb",
        login: "script",
        label: "old one",
        lastUsed: "2020-09-13T12:26:40Z",
        expires: "2023-11-14T22:13:20Z",
        isExpired: true,
        isRevoked: false,
      },
      {
        id: "dddddddddddd",
        login: "script",
        label: "endless",
        lastUsed: "2017-07-14T02:40:00Z",
        expires: null,
        isExpired: false,
        isRevoked: true,
      },
      {
        id: "cccccccccccc",
        login: "jdoe",
        label: null,
        lastUsed: "2023-11-14T22:13:19Z",
        expires: null,
        isExpired: false,
        isRevoked: false,
      },
    ]);
  });
});

describe("vigie token revoke", () => {
  test("revokes one token by its id, or all of an account", async () => {
    const { store, vigie } = await openCommands();
    for (const name of ["script", "jdoe"]) await vigie(["user", "add", name, "--no-password"]);
    const hashes = ["abcdef1".padEnd(64, "0"), "abcdef2".padEnd(64, "0"), "d".repeat(64), "e".repeat(64)];
    await store.commit(
      hashes.map(
        (hash, index) =>
          ({
            kind: "token",
            token: sampleToken({
              hash,
              contactId: index < 2 ? 1 : 2,
              lastUsed: 0,
              expiresAt: index === 3 ? null : 9e9,
              label: null,
            }),
          }) as const,
      ),
    );
    const left = async (): Promise<readonly number[]> =>
      (await store.readTokens()).map(({ hash }) => hashes.indexOf(hash)).sort();

    expect((await vigie(["token", "revoke", "abcdef"])).refusal).toBe(
      'ambiguous-token-id: Several tokens begin with "abcdef"; give more digits.',
    );
    expect((await vigie(["token", "revoke", "abcde"])).refusal).toBe(
      'unknown-token-id: There is no token with the id "abcde"; see: vigie token list --all',
    );
    expect((await vigie(["token", "revoke", "%"])).refusal).toBe(
      'unknown-token-id: There is no token with the id "%"; see: vigie token list --all',
    );
    expect(await left()).toEqual([0, 1, 2, 3]);
    expect((await vigie(["token", "revoke", "abcdef100000"])).out).toBe("1 token revoked.\n");
    expect(await left()).toEqual([1, 2, 3]);
    expect((await vigie(["token", "revoke", "--login", "jdoe"])).out).toBe("2 tokens revoked.\n");
    expect(await left()).toEqual([1]);
  });
});
