import { expect, test } from "vitest";
import { outcomeOf } from "../../test/support/access-scene.ts";
import { hashNewPassword } from "./new-password.ts";
import { verifyPassword } from "./password.ts";

const NAMES = ["operator1", "Élodie Durand", "elodie.durand@example.test"];

test.each([
  ["12 characters", "tall-bird-42", "accepted"],
  ["11 characters", "tall-bird-4", "password-too-short"],
  ["one character", "a", "password-too-short"],
  ["11 characters of two UTF-16 units each", "😀🙈🎺🌵🚲🍋🧵🐌🎲🛶🔭", "password-too-short"],
  ["12 of them", "😀🙈🎺🌵🚲🍋🧵🐌🎲🛶🔭🧊", "accepted"],
  ["nothing", "", "password-empty"],
  ["spaces inside", "correct horse battery", "accepted"],
  ["1024 bytes", "plant lamp river ".repeat(60) + "wood", "accepted"],
  ["1025 bytes", "x".repeat(1025), "password-too-long"],
  ["a line break", "plant lamp\nriver wood", "password-characters"],
  ["a zero byte", "plant lamp river\0", "password-characters"],
])("a new password of %s: %#", async (_, password, outcome) => {
  expect(await outcomeOf(() => hashNewPassword(password, NAMES))).toBe(outcome);
});

test.each([
  "password1234",
  "Password123!",
  "P@ssw0rd2024",
  "123456789012",
  "qwertyuiop12",
  "letmeinletmein",
  "iloveyou2024",
  "administrator",
  "changeme1234",
  "aaaaaaaaaaaa",
  "abcdefghijkl",
  "x".repeat(1024),
  "operator1operator1",
  "elodie.durand@example.test",
  "Operator1!!!",
  "nagiosnagios",
  "centreon1234",
])("%s is refused as easily guessed", async (password) => {
  expect(await outcomeOf(() => hashNewPassword(password, NAMES))).toBe("password-common");
});

test("the refusals say what makes a good one", async () => {
  await expect(hashNewPassword("s3cret", [])).rejects.toThrow(
    "A password has at least 12 characters; this one has 6. " +
      "Three or four words with spaces between them are long, and easy to remember.",
  );
});

test("a new password logs in afterwards", async () => {
  expect(await verifyPassword("correct horse battery", await hashNewPassword("correct horse battery", []))).toBe(true);
});
