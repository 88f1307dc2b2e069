import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { createLastUses, noteStoredUses, type Used } from "./last-uses.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import { isScriptToken, type ScriptToken, type StoredToken } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Contract §2.2: valid while the last use is less than one hour ago. */
const TOKEN_SECONDS = 3600;
/** Login tokens per contact; a new one replaces the one unused for longest. Labelled tokens are not counted. */
const MAX_LOGIN_TOKENS = 1000;

/** Tokens in memory, synchronized with the store. */
export interface Tokens {
  /** Takes the tokens of the store; last uses that are not written yet are kept. */
  load(stored: readonly StoredToken[]): void;
  /** Takes the last uses that the store has of known tokens. */
  noteUses(stored: readonly StoredToken[]): void;
  /** Undefined also for a revoked one. */
  find(text: string): LiveToken | undefined;
  /** Unexpired tokens for scripts, of the command line and of the API; revoked ones as well. */
  ofScripts(): readonly LiveToken[];
  /** All kinds, of one account. */
  ofContact(contactId: number): readonly LiveToken[];
  hasExpired(token: LiveToken): boolean;
  /** Restarts the hour. */
  use(token: LiveToken): void;
  /** Creates a login token; resolves with its text when it is durable. */
  create(contactId: number): Promise<string>;
  /** Adds a token for scripts; resolves when it is durable. */
  add(token: ScriptToken): Promise<LiveToken>;
  setRevoked(tokens: readonly LiveToken[], isRevoked: boolean): Promise<void>;
  deleteAll(gone: readonly LiveToken[]): Promise<void>;
  deleteExpired(): Promise<void>;
  /** Writes pending last uses. */
  close(): Promise<void>;
}

export interface LiveToken extends Omit<StoredToken, "lastUsed" | "isRevoked">, Used {
  isRevoked: boolean;
}

export interface TokensOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
  /** Notes the last uses that the store has: another server may have used what has expired here. */
  readonly followUses: () => Promise<void>;
}

export function createTokens({ store, clock, log, followUses }: TokensOptions): Tokens {
  let tokens = new Map<string, LiveToken>();
  const uses = createLastUses<LiveToken>({
    store,
    clock,
    log,
    isKnown: ({ hash }) => tokens.has(hash),
    changeOf: ({ hash, lastUsed }) => ({ kind: "token-used", hash, lastUsed }),
    what: "tokens",
  });

  // The distance, not the age: a clock that was ahead for a while must not leave tokens that live for years.
  const hasExpired = (token: LiveToken): boolean =>
    isScriptToken(token)
      ? token.expiresAt !== null && clock.now() >= token.expiresAt
      : Math.abs(clock.now() - token.lastUsed) >= TOKEN_SECONDS;

  const put = (token: StoredToken): LiveToken => {
    const live = liveToken(token, tokens.get(token.hash));
    tokens.set(token.hash, live);
    return live;
  };
  const noteUses = (stored: readonly StoredToken[]): void =>
    noteStoredUses(
      tokens,
      stored.map(({ hash, lastUsed }) => [hash, lastUsed]),
      clock.now(),
    );

  const deleteAll = async (gone: readonly LiveToken[]): Promise<void> => {
    if (gone.length === 0) return;
    const forget = (): void => gone.forEach(({ hash }) => tokens.delete(hash));
    forget();
    await store.commit(gone.map(({ hash }): Change => ({ kind: "token-deleted", hash })));
    // A reload during the commit has read them again.
    forget();
  };

  return {
    load: (stored) => {
      const before = tokens;
      tokens = new Map(stored.map((token) => [token.hash, liveToken(token, before.get(token.hash))]));
      noteUses(stored);
    },
    noteUses,
    find: (text) => {
      const token = tokens.get(hashOfSecret(text));
      return token?.isRevoked === true ? undefined : token;
    },
    ofScripts: () => [...tokens.values()].filter((token) => isScriptToken(token) && !hasExpired(token)),
    ofContact: (contactId) => [...tokens.values()].filter((token) => token.contactId === contactId),
    hasExpired,
    use: uses.use,
    create: async (contactId) => {
      const text = newSecret();
      const token: StoredToken = {
        hash: hashOfSecret(text),
        contactId,
        lastUsed: clock.now(),
        expiresAt: null,
        label: null,
        createdAt: clock.now(),
        creatorId: null,
        isRevoked: false,
      };
      const surplus = longestUnused([...tokens.values()], contactId);
      await store.commit([
        ...surplus.map(({ hash }): Change => ({ kind: "token-deleted", hash })),
        { kind: "token", token },
      ]);
      for (const { hash } of surplus) tokens.delete(hash);
      put(token);
      return text;
    },
    add: async (token) => {
      await store.commit([{ kind: "token", token }]);
      return put(token);
    },
    setRevoked: async (changed, isRevoked) => {
      await store.commit(changed.map(({ hash }): Change => ({ kind: "token-revoked", hash, isRevoked })));
      for (const { hash } of changed) {
        const token = tokens.get(hash);
        if (token !== undefined) put({ ...token, isRevoked });
      }
    },
    deleteAll,
    async deleteExpired() {
      if (!tokens.values().some(hasExpired)) return;
      await followUses();
      await deleteAll([...tokens.values()].filter(hasExpired));
    },
    close: () => uses.writeAll(tokens.values()),
  };
}

/**
 * Reuses the object from before (`LastUses` holds it), with the last use known here: the store may lag behind.
 */
function liveToken(stored: StoredToken, before: LiveToken | undefined): LiveToken {
  if (before === undefined) return { ...stored, storedUse: stored.lastUsed };
  const { contactId, expiresAt, label, isRevoked } = stored;
  return Object.assign(before, { contactId, expiresAt, label, isRevoked });
}

function longestUnused(tokens: readonly LiveToken[], contactId: number): readonly LiveToken[] {
  const ofContact = tokens.filter((token) => token.contactId === contactId && !isScriptToken(token));
  return ofContact.length < MAX_LOGIN_TOKENS
    ? []
    : ofContact.sort((a, b) => a.lastUsed - b.lastUsed).slice(0, ofContact.length - MAX_LOGIN_TOKENS + 1);
}
