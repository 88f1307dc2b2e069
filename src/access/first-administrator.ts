import { randomBytes } from "node:crypto";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { hashNewPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";

/** `password` is the random one, to be printed once; null if one was given or no account was created. */
export interface FirstAdministrator {
  readonly created: boolean;
  readonly password: string | null;
}

/**
 * Creates the account `admin` if there is no account, with the given password (the value of VIGIE_ADMIN_PASSWORD) or a
 * random one of 120 bits. Refuses a given password like `hashNewPassword`.
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
    passwordHash: random === null ? await hashGivenPassword(password ?? "") : await hashPassword(random),
  });
  return { created: true, password: random };
}

async function hashGivenPassword(password: string): Promise<string> {
  try {
    return await hashNewPassword(password, ["admin", "Administrator"]);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, `VIGIE_ADMIN_PASSWORD: ${error.message}`) : error;
  }
}
