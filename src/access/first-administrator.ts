import { randomBytes } from "node:crypto";
import { Refusal } from "../lib/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { hashNewPassword } from "./new-password.ts";

/** `password` is the random one, to be printed once; null when one was given or nothing was made. */
export interface FirstAdministrator {
  readonly created: boolean;
  readonly password: string | null;
}

/**
 * Makes the account `admin` where there is no account at all, with the password given (the value of
 * VIGIE_ADMIN_PASSWORD) or a random one of 120 bits. Refuses a given password as `hashNewPassword` does.
 */
export async function ensureAdministrator(store: Store, password: string | undefined): Promise<FirstAdministrator> {
  if ((await store.readAccounts()).length > 0) return { created: false, password: null };
  const random = password === undefined ? randomBytes(15).toString("base64url") : null;
  await store.saveAccount({
    id: 0,
    alias: "admin",
    name: "Administrator",
    email: "",
    isAdmin: true,
    hasApiAccess: true,
    isEnabled: true,
    passwordHash: random === null ? await hashGiven(password ?? "") : await hashNewPassword(random),
  });
  return { created: true, password: random };
}

async function hashGiven(password: string): Promise<string> {
  try {
    return await hashNewPassword(password);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, `VIGIE_ADMIN_PASSWORD: ${error.message}`) : error;
  }
}
