import { hash } from "node:crypto";
import { sampleToken } from "../../test/support/record-samples.ts";
import { describe, expect, test } from "vitest";
import { openScene, outcomeOf, type AccessScene } from "../../test/support/access-scene.ts";
import { hashOfCentreonPassword, hashPassword, isOutdatedHash, verifyPassword } from "./password.ts";
import { hashOfSecret } from "./secret.ts";
import type { Account } from "../model/account.ts";

const ADDRESS = "192.0.2.1";
const storedHash = async ({ store }: AccessScene, alias: string): Promise<string> =>
  (await store.readAccounts()).find((account: Account) => account.alias === alias)?.passwordHash ?? "";

describe("contract §2.1: login", () => {
  test("gives the account and a token of 32 lower-case hexadecimal digits that is stored only as a hash", async () => {
    const { access, store, addAccount } = await openScene();
    const account = await addAccount("operator1", "s3cret");

    const login = await access.login("OPERATOR1", "s3cret", ADDRESS);

    expect(login.account).toEqual(account);
    expect(login.token).toMatch(/^[0-9a-f]{32}$/);
    expect((await store.readTokens()).map(({ hash }) => hash)).toEqual([hashOfSecret(login.token)]);
    expect((await access.authenticate({ token: login.token, sessionId: undefined })).alias).toBe("operator1");
  });

  test.each<[string, string, string]>([
    ["a wrong password", "jdoe", "wrong"],
    ["the password in another case", "jdoe", "S3CRET"],
    ["an empty password", "jdoe", ""],
    ["an empty name", "", "s3cret"],
    ["an unknown name", "nobody", "s3cret"],
    ["a disabled contact", "gone", "s3cret"],
    ["a contact without a password", "blank", ""],
    ["a password of 2,000 characters", "jdoe", "s3cret".padEnd(2000, "x")],
  ])("refuses %s with the same code", async (_, alias, password) => {
    const { access, store, addAccount } = await openScene();
    await addAccount("jdoe", "s3cret");
    await addAccount("gone", "s3cret", { isEnabled: false });
    await addAccount("blank", null);

    expect(await outcomeOf(() => access.login(alias, password, ADDRESS))).toBe("invalid-credentials");
    expect(await store.readTokens()).toEqual([]);
  });

  test("accepts a contact without API access", async () => {
    const { access, addAccount } = await openScene();
    await addAccount("noapi", "s3cret", { hasApiAccess: false });

    const { token } = await access.login("noapi", "s3cret", ADDRESS);

    expect(access.mayUseApi(await access.authenticate({ token, sessionId: undefined }))).toBe(false);
  });

  test("does not revoke earlier tokens, until the 1,001st drops the one unused for longest", async () => {
    const { access, clock, store, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", "s3cret");
    const now = clock.now();
    await store.commit(
      Array.from(
        { length: 999 },
        (_, index) =>
          ({
            kind: "token",
            token: sampleToken({
              hash: hashOfSecret(`token ${index}`),
              contactId: id,
              lastUsed: now - 1000 + index,
              expiresAt: null,
              label: null,
            }),
          }) as const,
      ),
    );
    await store.commit([
      {
        kind: "token",
        token: sampleToken({
          hash: hashOfSecret("script"),
          contactId: id,
          lastUsed: 0,
          expiresAt: now + 9999,
          label: "x",
        }),
      },
    ]);
    const works = (token: string): Promise<string> =>
      outcomeOf(() => access.authenticate({ token, sessionId: undefined }));

    const { token } = await access.login("jdoe", "s3cret", ADDRESS);
    expect(await Promise.all(["token 0", "token 998", "script", token].map(works))).toEqual(Array(4).fill("accepted"));
    await access.login("jdoe", "s3cret", ADDRESS);

    expect(await Promise.all(["token 1", "token 0", "script", token].map(works))).toEqual([
      "unknown-token",
      "accepted",
      "accepted",
      "accepted",
    ]);
  });
});

describe("the cost of a refusal", () => {
  test("is one hash for unknown, disabled and password-less accounts as for a wrong password", async () => {
    const { access, addAccount } = await openScene({
      loginLimits: { windowSeconds: 300, failuresPerAccount: 100, failuresPerAddress: 1000 },
    });
    await addAccount("jdoe", "s3cret");
    await addAccount("gone", "s3cret", { isEnabled: false });
    await addAccount("blank", null);
    await addAccount("broken", null, { passwordHash: "unreadable" });
    await access.login("jdoe", "s3cret", ADDRESS);
    // Processor time of the whole process, so that waiting on a busy machine does not count; and the least of some, so that
    // what else the process does meanwhile does not.
    const cost = async (alias: string): Promise<number> => {
      const times: number[] = [];
      for (let turn = 0; turn < 8; turn += 1) {
        const before = process.cpuUsage();
        await outcomeOf(() => access.login(alias, "wrong", ADDRESS));
        const { user, system } = process.cpuUsage(before);
        times.push(user + system);
      }
      return Math.min(...times);
    };

    const known = await cost("jdoe");

    for (const alias of ["nobody", "gone", "blank", "broken"]) {
      const ratio = (await cost(alias)) / known;
      expect(ratio, alias).toBeGreaterThan(0.5);
      expect(ratio, alias).toBeLessThan(2);
    }
  });
});

describe("hashes replaced by a successful login", () => {
  test.each<[string, () => Promise<string | null>]>([
    ["an imported md5", () => hashOfCentreonPassword(`md5__${hash("md5", "s3cret", "hex")}`)],
    ["a cheaper hash", () => hashPassword("s3cret", { memoryKib: 1024, passes: 1, parallelism: 1 })],
  ])("%s", async (_, makeHash) => {
    const scene = await openScene();
    const before = await makeHash();
    await scene.addAccount("jdoe", null, { passwordHash: before });

    expect(await outcomeOf(() => scene.access.login("jdoe", "wrong", ADDRESS))).toBe("invalid-credentials");
    expect(await storedHash(scene, "jdoe")).toBe(before);
    await scene.access.login("jdoe", "s3cret", ADDRESS);

    const after = await storedHash(scene, "jdoe");
    expect(after).toMatch(/^\$argon2id\$/);
    expect(isOutdatedHash(after)).toBe(false);
    expect(await verifyPassword("s3cret", after)).toBe(true);
    expect(await outcomeOf(() => scene.access.login("jdoe", "s3cret", ADDRESS))).toBe("accepted");
    expect(await storedHash(scene, "jdoe")).toBe(after);
  });

  test("a password set by another process during the login is kept, and the old one is refused", async () => {
    const scene = await openScene();
    const account = await scene.addAccount("jdoe", null, {
      passwordHash: await hashPassword("old-password", { memoryKib: 8192, passes: 1, parallelism: 1 }),
    });
    const otherStore = await scene.openSecondStore();
    const passwordHash = await hashPassword("new-password");

    const login = outcomeOf(() => scene.access.login("jdoe", "old-password", ADDRESS));
    await otherStore.commit([{ kind: "account-password", contactId: account.id, passwordHash }]);
    await login;

    expect(await storedHash(scene, "jdoe")).toBe(passwordHash);
    expect(await outcomeOf(() => scene.access.login("jdoe", "old-password", ADDRESS))).toBe("invalid-credentials");
    expect(await outcomeOf(() => scene.access.login("jdoe", "new-password", ADDRESS))).toBe("accepted");
  });
});

describe("the limit of failed logins", () => {
  test("refuses even the right password after ten failures, for five minutes", async () => {
    const { access, clock, addAccount } = await openScene();
    await addAccount("jdoe", "s3cret");

    for (let failure = 0; failure < 10; failure += 1) {
      expect(await outcomeOf(() => access.login("jdoe", "wrong", ADDRESS))).toBe("invalid-credentials");
    }

    await expect(access.login("jdoe", "s3cret", ADDRESS)).rejects.toThrow(
      "Too many failed logins. Try again in 300 seconds.",
    );
    expect(await outcomeOf(() => access.login("jdoe", "s3cret", "192.0.2.2"))).toBe("accepted");
    await clock.advanceBy(300);
    expect(await outcomeOf(() => access.login("jdoe", "s3cret", ADDRESS))).toBe("accepted");
  });

  test("applies to parallel attempts", async () => {
    const { access, addAccount } = await openScene();
    await addAccount("jdoe", "s3cret");

    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => outcomeOf(() => access.login("jdoe", "wrong", ADDRESS))),
    );

    const tried = outcomes.filter((outcome) => outcome === "invalid-credentials").length;
    expect(tried).toBeGreaterThanOrEqual(10);
    expect(tried).toBeLessThanOrEqual(11);
    expect(new Set(outcomes)).toEqual(new Set(["invalid-credentials", "too-many-logins"]));
  });

  test("never refuses a script that logs in correctly, no matter how often", async () => {
    const { access, addAccount } = await openScene();
    await addAccount("script", "s3cret");

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => outcomeOf(() => access.login("script", "s3cret", ADDRESS))),
    );

    expect(outcomes).toEqual(Array(30).fill("accepted"));
  });
});
