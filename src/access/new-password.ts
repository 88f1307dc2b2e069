import { Refusal } from '../lib/refusal.ts'
import { hashPassword, LONGEST_PASSWORD_BYTES } from './password.ts'

export const SHORTEST_NEW_PASSWORD = 8

/** Hashes a password that someone sets. Refuses with `password-too-short` (under 8 characters), `password-too-long` or `password-characters`. */
export async function hashNewPassword(password: string): Promise<string> {
  checkNewPassword(password)
  return hashPassword(password)
}

function checkNewPassword(password: string): void {
  if ([...password].length < SHORTEST_NEW_PASSWORD) {
    throw new Refusal('password-too-short', `A password needs at least ${SHORTEST_NEW_PASSWORD} characters.`)
  }
  if (Buffer.byteLength(password) > LONGEST_PASSWORD_BYTES) {
    throw new Refusal('password-too-long', `A password has at most ${LONGEST_PASSWORD_BYTES} bytes.`)
  }
  // A line break or another control character comes from a broken pipe or a paste, and no login form can send it again.
  if (/\p{Cc}/u.test(password)) {
    throw new Refusal('password-characters', 'A password is one line without control characters.')
  }
}
