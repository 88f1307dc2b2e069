import { Refusal } from "../model/refusal.ts";
import { hashPassword, LONGEST_PASSWORD_BYTES } from "./password.ts";

const SHORTEST_GOOD_PASSWORD = 8;

/** A password that is taken but worth a warning: operators decide, and scripts of test systems set short ones. */
export const isShortPassword = (password: string): boolean => [...password].length < SHORTEST_GOOD_PASSWORD;

export const SHORT_PASSWORD_WARNING = `The password is short: with ${SHORTEST_GOOD_PASSWORD} characters or more it would be harder to guess.`;

/** Hashes a password that someone sets. Refuses with `password-empty`, `password-too-long` or `password-characters`. */
export async function hashNewPassword(password: string): Promise<string> {
  checkNewPassword(password);
  return hashPassword(password);
}

function checkNewPassword(password: string): void {
  if (password === "") throw new Refusal("password-empty", "A password has at least one character.");
  if (Buffer.byteLength(password) > LONGEST_PASSWORD_BYTES) {
    throw new Refusal("password-too-long", `A password has at most ${LONGEST_PASSWORD_BYTES} bytes.`);
  }
  // A line break or another control character comes from a broken pipe or a paste, and no login form can send it again.
  if (/\p{Cc}/u.test(password)) {
    throw new Refusal("password-characters", "A password is one line without control characters.");
  }
}
