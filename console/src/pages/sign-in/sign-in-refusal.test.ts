import { expect, test } from "vitest";
import { ApiError } from "../../data/client.ts";
import { en } from "../../words/en.ts";
import { fr } from "../../words/fr.ts";
import { refusalOf, wordsOf } from "./sign-in-refusal.ts";

test.each([
  ["a wrong password", new ApiError(401, { message: "Invalid credentials" }), "Login or password is wrong."],
  [
    "a disabled account",
    new ApiError(403, { message: "This account is disabled." }),
    "You cannot sign in: This account is disabled.",
  ],
  ["too many tries", new ApiError(429, {}, 42), "Too many tries. You can try again in 42 seconds."],
  ["too many tries, for one second", new ApiError(429, {}, 1), "Too many tries. You can try again in 1 second."],
  ["a first start", new ApiError(503, {}), "The server is still starting. Try again in a few seconds."],
  ["no answer", new ApiError(0, {}), "The server does not answer. Check that it runs and that you can reach it."],
  ["a failure", new ApiError(500, { message: "Internal error" }), "Signing in failed: Internal error"],
  ["a bug", new TypeError("x"), "Signing in failed: TypeError: x"],
])("%s has words of its own, in both languages", (_what, error, words) => {
  const refusal = refusalOf(error);
  const seconds = refusal.cause === "too-many" ? refusal.seconds : 0;

  expect(wordsOf(refusal, seconds, en).replaceAll("\u00a0", " ")).toBe(words);
  expect(wordsOf(refusal, seconds, fr)).not.toBe(wordsOf(refusal, seconds, en));
});
