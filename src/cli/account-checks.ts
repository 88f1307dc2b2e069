import { didYouMean, similarNames } from "../lib/similar-names.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import type { ProcessContext } from "./process-context.ts";
import type { Account } from "../model/account.ts";

const MAX_TEXT_LENGTH = 255;

/** Finds the account by login name, case-insensitively. Refuses with `unknown-account`. */
export async function accountNamed(store: Store, login: string, typed: ProcessContext["typed"]): Promise<Account> {
  const accounts = await store.readAccounts();
  const account = accounts.find(({ alias }) => alias.toLowerCase() === login.toLowerCase());
  if (account === undefined) {
    const similar = similarNames(
      login,
      accounts.map(({ alias }) => alias),
    );
    throw new Refusal(
      "unknown-account",
      `There is no account "${login}"${similar.length === 0 ? "; see" : `.${didYouMean(similar)} See`}: ` +
        typed("user", "list"),
    );
  }
  return account;
}

/** Refuses with `bad-login-name` a name that cannot be typed or logged. */
export function checkLoginName(login: string): string {
  if (login === "" || login.trim() !== login || /\p{Cc}/u.test(login) || login.length > MAX_TEXT_LENGTH) {
    throw new Refusal(
      "bad-login-name",
      `A login name has 1 to ${MAX_TEXT_LENGTH} characters, no spaces around it and no control characters.`,
    );
  }
  return login;
}

export function checkText(field: "name" | "email" | "label", text: string): string {
  if (text.length > MAX_TEXT_LENGTH || /\p{Cc}/u.test(text)) {
    throw new Refusal(`bad-${field}`, `--${field}: expected at most ${MAX_TEXT_LENGTH} characters on one line.`);
  }
  return text;
}

export const isEnabledAdministrator = ({ isAdmin, isEnabled }: Account): boolean => isAdmin && isEnabled;

export function describeAccount({ alias, isAdmin, hasApiAccess, isEnabled }: Account): string {
  const rights = isAdmin ? "administrator" : hasApiAccess ? "may use the API" : "may not use the API";
  return `Account "${alias}": ${isEnabled ? "enabled" : "disabled"}, ${rights}.`;
}
