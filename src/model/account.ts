import type { UnixSeconds } from "../lib/clock.ts";

/** Account that may log in. */
export interface Account {
  readonly id: number;
  /** Login name, compared case-insensitively; unique. */
  readonly alias: string;
  /** Full name. */
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  /** May use the real-time API (`reach_api_rt`). */
  readonly hasApiAccess: boolean;
  readonly isEnabled: boolean;
  /** Null: no password set, cannot log in by password. Formats: see src/access/password.ts. */
  readonly passwordHash: string | null;
}

/** API token, kept as the SHA-256 of its text in hexadecimal. */
export interface StoredToken {
  readonly hash: string;
  readonly contactId: number;
  readonly lastUsed: UnixSeconds;
  /**
   * Use does not prolong a token for scripts; null: it never ends. Always null for a token of a login, which has the
   * sliding hour of the contract.
   */
  readonly expiresAt: UnixSeconds | null;
  /** Name of a token for scripts (`vigie token`, later versions §11); null for tokens of a login. */
  readonly label: string | null;
  readonly createdAt: UnixSeconds;
  /** Account that made a token for scripts; null: the command line, or a login. */
  readonly creatorId: number | null;
  /** Refused as unknown, until that is taken back. */
  readonly isRevoked: boolean;
}

/** Token for scripts. */
export interface ScriptToken extends StoredToken {
  readonly label: string;
}

export const isScriptToken = <Token extends Pick<StoredToken, "label">>(
  token: Token,
): token is Token & { readonly label: string } => token.label !== null;

/**
 * How a web session was opened: by the web login of the contract, by the console (`kept`: on a browser that its owner
 * trusts), or by the link of a wall screen.
 */
export const SESSION_KINDS = ["web", "console", "kept", "wall"] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Web session, kept as the SHA-256 of its cookie in hexadecimal. */
export interface StoredSession {
  readonly hash: string;
  readonly contactId: number;
  readonly lastActivity: UnixSeconds;
  readonly kind: SessionKind;
  readonly createdAt: UnixSeconds;
  /** Address that opened it; null: not known. */
  readonly address: string | null;
  /** Browser that opened it, as its `User-Agent` says; null: not known. */
  readonly agent: string | null;
  /** Of a wall screen: its link. */
  readonly wallLinkId: number | null;
}

/** What a wall screen shows: the resources that match a search, in an order. */
export interface WallView {
  readonly q: string;
  readonly sort: string;
}

/** Link to a wall screen, kept with the SHA-256 of its secret in hexadecimal. */
export interface StoredWallLink {
  readonly id: number;
  readonly hash: string;
  /** Account that made it, whose rights it has for reading. */
  readonly contactId: number;
  readonly label: string;
  readonly view: WallView;
  readonly createdAt: UnixSeconds;
  /** Null: until it is deleted. */
  readonly expiresAt: UnixSeconds | null;
}

/** What somebody in front of a wall screen sees of its link. */
export type WallScreen = Pick<StoredWallLink, "label" | "view" | "expiresAt">;

/** Accounts that may make tokens for scripts in the API: for themselves; administrators for everybody in any case. */
export const TOKEN_MAKERS = ["administrators", "everyone"] as const;
export type TokenMakers = (typeof TOKEN_MAKERS)[number];
