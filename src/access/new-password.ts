import { Refusal } from "../model/refusal.ts";
import { isEasilyGuessed } from "./guessable-password.ts";
import { hashPassword, MAX_PASSWORD_BYTES } from "./password.ts";

/**
 * In characters, as the eye counts them. Length and a list of common passwords, no rules on kinds: NIST SP 800-63B
 * §5.1.1.
 */
const MIN_LENGTH = 12;
const LEAST = { least: MIN_LENGTH };

const HINT = "Three or four words with spaces between them are long, and easy to remember.";

/**
 * Hashes a new password. `names`: login name and others of the account, which are no good passwords. Refuses with
 * `password-empty`, `password-too-short`, `password-too-long`, `password-characters` or `password-common`.
 */
export async function hashNewPassword(password: string, names: readonly string[]): Promise<string> {
  checkForm(password);
  if (await isEasilyGuessed(password, names)) {
    throw new Refusal(
      "password-common",
      `This password is easily guessed: it is a common one, one of the names of the account, or close to one. ${HINT}`,
    );
  }
  return hashPassword(password);
}

function checkForm(password: string): void {
  if (password === "")
    throw new Refusal("password-empty", `A password has at least ${MIN_LENGTH} characters.`, { params: LEAST });
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) {
    throw new Refusal("password-too-long", `A password has at most ${MAX_PASSWORD_BYTES} bytes.`, {
      params: { most: MAX_PASSWORD_BYTES },
    });
  }
  // A line break or another control character comes from a broken pipe or a paste, and no login form can send it.
  if (/\p{Cc}/u.test(password)) {
    throw new Refusal("password-characters", "A password is one line without control characters.");
  }
  const { length } = [...password];
  if (length < MIN_LENGTH) {
    const text = `A password has at least ${MIN_LENGTH} characters; this one has ${length}. ${HINT}`;
    throw new Refusal("password-too-short", text, { params: { ...LEAST, length } });
  }
}
