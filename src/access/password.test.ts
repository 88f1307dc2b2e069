import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hashOfCentreonPassword,
  hashPassword,
  isOutdatedHash,
  isReadableHash,
  verifyPassword,
  type HashCost,
} from "./password.ts";

const cheap: HashCost = { memoryKib: 8, passes: 1, parallelism: 1 };
const md5Of = (password: string): string => `md5__${hash("md5", password, "hex")}`;

describe("a plain hash", () => {
  test("is a PHC string with the current cost and a new salt each time", async () => {
    const [first, second] = [await hashPassword("s3cret"), await hashPassword("s3cret")];

    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(first).not.toContain("s3cret");
  });

  test("of another argon2id implementation is accepted", async () => {
    // From the tests of the reference implementation of Argon2: password "password", salt "somesalt".
    const theirs = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    expect(await verifyPassword("password", theirs)).toBe(true);
    expect(await verifyPassword("Password", theirs)).toBe(false);
  });

  test("matches its own password and no other, for any characters", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
        fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
        async (password, other) => {
          const stored = await hashPassword(password, cheap);
          expect(await verifyPassword(password, stored)).toBe(true);
          expect(await verifyPassword(other, stored)).toBe(Buffer.from(other).equals(Buffer.from(password)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ["one byte", "x", true],
    ["1024 bytes", "x".repeat(1024), true],
    ["1024 bytes in two-byte characters", "é".repeat(512), true],
    ["1025 bytes", "x".repeat(1025), false],
    ["513 two-byte characters", "é".repeat(513), false],
    ["nothing", "", false],
  ])("is checked against a password of %s: %#", async (_, password, fits) => {
    expect(await verifyPassword(password, await hashPassword(password, cheap))).toBe(fits);
  });
});

describe("an imported md5 password", () => {
  test("is stored as argon2id of the md5 and matches the password", async () => {
    const stored = (await hashOfCentreonPassword(md5Of("Centreon!2021"))) ?? "";

    expect(stored).toMatch(/^\$argon2id\+md5\$v=19\$m=19456,t=2,p=1\$/);
    expect(stored).not.toContain(hash("md5", "Centreon!2021", "hex"));
    expect(await verifyPassword("Centreon!2021", stored)).toBe(true);
    expect(await verifyPassword("centreon!2021", stored)).toBe(false);
  });

  test("does not accept the md5 as a password", async () => {
    const stored = (await hashOfCentreonPassword(md5Of("s3cret"), cheap)) ?? "";

    expect(await verifyPassword(hash("md5", "s3cret", "hex"), stored)).toBe(false);
  });

  test("with capital hexadecimal digits is the same", async () => {
    const stored = (await hashOfCentreonPassword(`md5__${hash("md5", "s3cret", "hex").toUpperCase()}`, cheap)) ?? "";

    expect(await verifyPassword("s3cret", stored)).toBe(true);
  });

  test.each([
    [null],
    [""],
    ["md5__123"],
    ["sha1__da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["$2y$10$abcdefghijklmnopqrstuv"],
    ["md5__zz30fd5e0069380900cdf2510d79e277"],
  ])("in the form %s is not accepted", async (stored) => {
    expect(await hashOfCentreonPassword(stored)).toBe(null);
  });
});

test.each([
  ["the cost of today", "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", false],
  ["more memory than today", "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", false],
  ["less memory", "$argon2id$v=19$m=19455,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", true],
  ["fewer passes", "$argon2id$v=19$m=19456,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", true],
  ["an imported md5", "$argon2id+md5$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", true],
  ["an unreadable string", "md5__30fd5e0069380900cdf2510d79e27789", false],
])("a hash of %s is or is not outdated", (_, stored, isOutdated) => {
  expect(isOutdatedHash(stored)).toBe(isOutdated);
});

test.each([
  ["nothing", ""],
  ["an md5", "md5__30fd5e0069380900cdf2510d79e27789"],
  ["another algorithm", "$argon2i$v=19$m=16,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["another version", "$argon2id$v=16$m=16,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["more memory than 256 MiB", "$argon2id$v=19$m=262145,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["less memory than the lanes need", "$argon2id$v=19$m=15,t=1,p=2$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["no pass", "$argon2id$v=19$m=16,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["17 passes", "$argon2id$v=19$m=16,t=17,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"],
  ["a short key", "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"],
  ["a line break at the end", "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA\n"],
])("a stored string with %s is unreadable and matches no password", async (_, stored) => {
  expect(isReadableHash(stored)).toBe(false);
  expect(await verifyPassword("s3cret", stored)).toBe(false);
});
