import { Refusal } from "../model/refusal.ts";
import { isScriptToken, type Account, type ScriptToken, type StoredToken } from "../model/account.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

/** Maximum number of tokens for scripts of one account. */
const MAX_SCRIPT_TOKENS = 1000;

export interface NewScriptToken extends Pick<ScriptToken, "label" | "expiresAt" | "creatorId"> {
  readonly account: Account;
  /** Tokens of all accounts. */
  readonly others: Iterable<Pick<StoredToken, "contactId" | "label">>;
  readonly now: number;
}

/**
 * Makes a token for scripts, to be committed; its text is kept nowhere. Refuses with `too-many-tokens`. For the command
 * line and the API alike.
 */
export function newScriptToken({ account, others, label, expiresAt, creatorId, now }: NewScriptToken): {
  readonly text: string;
  readonly token: ScriptToken;
} {
  const held = [...others].filter((other) => other.contactId === account.id && isScriptToken(other)).length;
  if (held >= MAX_SCRIPT_TOKENS)
    throw new Refusal(
      "too-many-tokens",
      `"${account.alias}" already has the maximum of ${held} tokens; revoke some first.`,
      { params: { account: account.alias, most: held } },
    );
  const text = newSecret();
  const at = Math.floor(now);
  const hash = hashOfSecret(text);
  const token = {
    hash,
    contactId: account.id,
    lastUsed: at,
    expiresAt,
    label,
    createdAt: at,
    creatorId,
    isRevoked: false,
  };
  return { text, token };
}
