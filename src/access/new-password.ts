import { Refusal } from "../model/refusal.ts";
import { hashPassword, MAX_PASSWORD_BYTES } from "./password.ts";

const MIN_GOOD_LENGTH = 8;

/**
 * True for an accepted password that deserves a warning: operators decide, and scripts of test systems set short ones.
 */
export const isShortPassword = (password: string): boolean => [...password].length < MIN_GOOD_LENGTH;

export const SHORT_PASSWORD_WARNING = [
  `The password is short: with ${MIN_GOOD_LENGTH} characters or more`,
  "it would be harder to guess.",
].join(" ");

/** Hashes a new password. Refuses with `password-empty`, `password-too-long` or `password-characters`. */
export async function hashNewPassword(password: string): Promise<string> {
  checkNewPassword(password);
  return hashPassword(password);
}

function checkNewPassword(password: string): void {
  if (password === "") throw new Refusal("password-empty", "A password has at least one character.");
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) {
    throw new Refusal("password-too-long", `A password has at most ${MAX_PASSWORD_BYTES} bytes.`);
  }
  // A line break or another control character comes from a broken pipe or a paste, and no login form can send it.
  if (/\p{Cc}/u.test(password)) {
    throw new Refusal("password-characters", "A password is one line without control characters.");
  }
}
