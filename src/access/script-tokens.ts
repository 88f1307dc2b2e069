import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Refusal } from "../model/refusal.ts";
import type { Account, TokenMakers } from "../model/account.ts";
import { logAccess, type AccessEvent } from "./access-log.ts";
import type { Accounts } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import { newScriptToken } from "./new-script-token.ts";
import { idOfHash } from "./secret.ts";
import type { LiveToken, Tokens } from "./tokens.ts";

/**
 * Tokens for scripts as the API manages them (later versions §11): the tokens of `vigie token`. An account sees and
 * ends its own, an administrator all. Every change is one line of the access log.
 */
export interface ScriptTokens {
  /** Whether the caller may make tokens at all. */
  mayMake(caller: Caller): boolean;
  /** Tokens that the caller may see, by name. */
  visibleTo(caller: Caller): Promise<readonly ShownToken[]>;
  /**
   * Makes a token; resolves with its text, which is shown this once. Refuses with `tokens-not-allowed`,
   * `token-for-other-user`, `token-user-unknown`, `token-name-taken` or `too-many-tokens`.
   */
  add(wanted: WantedToken, actor: TokenActor): Promise<{ readonly shown: ShownToken; readonly text: string }>;
  /** Deletes the tokens of a user that have the name. Refuses with `tokens-not-allowed` or `token-not-found`. */
  delete(which: TokenName, actor: TokenActor): Promise<void>;
  /** Deletes a token of the caller by its id. Refuses with `token-not-found`. */
  deleteOwn(id: string, actor: TokenActor): Promise<void>;
  /** Refuses a token as unknown from now on, or takes that back, which needs the right to make one. */
  setRevoked(which: TokenName, isRevoked: boolean, actor: TokenActor): Promise<void>;
}

export interface TokenActor {
  readonly caller: Caller;
  readonly address: string;
}

export interface TokenName {
  readonly name: string;
  readonly userId: number;
}

export interface WantedToken extends TokenName {
  readonly expiresAt: UnixSeconds | null;
}

export interface ShownToken {
  /** First digits of the hash of its secret, as `vigie token list` shows them. */
  readonly id: string;
  readonly name: string;
  readonly user: { readonly id: number; readonly name: string };
  readonly creator: { readonly id: number | null; readonly name: string };
  readonly createdAt: UnixSeconds;
  readonly expiresAt: UnixSeconds | null;
  readonly lastUsed: UnixSeconds;
  readonly isRevoked: boolean;
}

export interface ScriptTokensOptions {
  readonly tokens: Tokens;
  readonly accounts: Accounts;
  readonly refresh: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokenMakers: TokenMakers;
}

/** Creator of the tokens that the command line has made. */
const COMMAND_LINE = { id: null, name: "vigie token" };

export function createScriptTokens(options: ScriptTokensOptions): ScriptTokens {
  const { tokens, accounts, refresh, clock, log, tokenMakers } = options;
  // Names of tokens that are being stored: another with the same name must not slip in.
  const beingAdded = new Set<string>();

  const mayMake = (caller: Caller): boolean => caller.isAdmin || tokenMakers === "everyone";
  const shown = (token: LiveToken): ShownToken => {
    const { hash, label, contactId, creatorId, createdAt, expiresAt, lastUsed, isRevoked } = token;
    const creator = creatorId === null ? COMMAND_LINE : { id: creatorId, name: nameOf(accounts.byId(creatorId)) };
    const user = { id: contactId, name: nameOf(accounts.byId(contactId)) };
    return { id: idOfHash(hash), name: label ?? "", user, creator, createdAt, expiresAt, lastUsed, isRevoked };
  };
  const named = ({ name, userId }: TokenName): readonly LiveToken[] =>
    tokens.ofScripts().filter(({ label, contactId }) => label === name && contactId === userId);
  const note = (event: AccessEvent, { name, userId }: TokenName, { caller, address }: TokenActor): void => {
    const account = accounts.byId(userId)?.alias ?? "";
    logAccess(log, event, { address, source: "api", account }, { label: name, by: caller.alias });
  };
  const refuse = (what: string): never => {
    throw new Refusal("tokens-not-allowed", `You are not allowed to ${what}`);
  };
  const foundFor = async (which: TokenName, { caller }: TokenActor, what: string): Promise<readonly LiveToken[]> => {
    await refresh();
    if (!caller.isAdmin && which.userId !== caller.contactId) return refuse(what);
    const found = named(which);
    if (found.length === 0) throw new Refusal("token-not-found", "Token not found");
    return found;
  };
  const accountFor = ({ userId }: TokenName, caller: Caller): Account => {
    if (!mayMake(caller)) return refuse("add tokens");
    if (!caller.isAdmin && userId !== caller.contactId)
      throw new Refusal("token-for-other-user", `You are not allowed to add tokens linked to user ID ${userId}`);
    const account = accounts.byId(userId);
    if (account === undefined) throw new Refusal("token-user-unknown", `The user with ID ${userId} doesn't exist`);
    return account;
  };

  return {
    mayMake,
    visibleTo: async (caller) => {
      await refresh();
      const own = tokens.ofScripts().filter(({ contactId }) => caller.isAdmin || contactId === caller.contactId);
      return own
        .map(shown)
        .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)) || a.user.id - b.user.id);
    },
    add: async (wanted, actor) => {
      await refresh();
      const account = accountFor(wanted, actor.caller);
      const reserved = `${wanted.userId} ${wanted.name}`;
      if (beingAdded.has(reserved) || named(wanted).length > 0)
        throw new Refusal("token-name-taken", `The token name '${wanted.name}' already exists`, {
          params: { name: wanted.name },
        });
      const { text, token } = newScriptToken({
        account,
        others: tokens.ofScripts(),
        label: wanted.name,
        expiresAt: wanted.expiresAt,
        creatorId: actor.caller.contactId,
        now: clock.now(),
      });
      beingAdded.add(reserved);
      try {
        const live = await tokens.add(token);
        note("token-added", wanted, actor);
        return { shown: shown(live), text };
      } finally {
        beingAdded.delete(reserved);
      }
    },
    delete: async (which, actor) => {
      await tokens.deleteAll(await foundFor(which, actor, "delete tokens"));
      note("token-deleted", which, actor);
    },
    deleteOwn: async (id, actor) => {
      await refresh();
      const { contactId } = actor.caller;
      const found = tokens.ofScripts().find((token) => token.contactId === contactId && idOfHash(token.hash) === id);
      if (found === undefined) throw new Refusal("token-not-found", "Token not found");
      await tokens.deleteAll([found]);
      note("token-deleted", { name: found.label ?? "", userId: contactId }, actor);
    },
    setRevoked: async (which, isRevoked, actor) => {
      const found = await foundFor(which, actor, "partially update the token");
      // Whoever may not make a token may not get one back either.
      if (!isRevoked && !mayMake(actor.caller)) return refuse("partially update the token");
      await tokens.setRevoked(found, isRevoked);
      note(isRevoked ? "token-revoked" : "token-restored", which, actor);
    },
  };
}

const nameOf = (account: Account | undefined): string => account?.name ?? "";
