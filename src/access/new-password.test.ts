import { expect, test } from "vitest";
import { outcomeOf } from "../../test/support/access-scene.ts";
import { hashNewPassword, isShortPassword } from "./new-password.ts";
import { verifyPassword } from "./password.ts";

test.each([
  ["one character", "a", "accepted"],
  ["nothing", "", "password-empty"],
  ["spaces inside", "correct horse battery", "accepted"],
  ["1024 bytes", "x".repeat(1024), "accepted"],
  ["1025 bytes", "x".repeat(1025), "password-too-long"],
  ["a line break", "abcd\nefgh", "password-characters"],
  ["a zero byte", "abcdefgh\0", "password-characters"],
])("a new password of %s: %#", async (_, password, outcome) => {
  expect(await outcomeOf(() => hashNewPassword(password))).toBe(outcome);
});

test("a new password logs in afterwards", async () => {
  expect(await verifyPassword("correct horse battery", await hashNewPassword("correct horse battery"))).toBe(true);
});

test.each([
  ["8 characters", "abcdefgh", false],
  ["7 characters", "abcdefg", true],
  ["8 characters outside the basic plane", "😀".repeat(8), false],
  ["7 of them, though they count 14 UTF-16 units", "😀".repeat(7), true],
])("a password of %s is short or not: %#", (_, password, isShort) => {
  expect(isShortPassword(password)).toBe(isShort);
});
