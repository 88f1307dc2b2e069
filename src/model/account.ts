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
  /** Null: the sliding hour of the contract. A time: valid until then and not prolonged by use (`vigie token add`). */
  readonly expiresAt: UnixSeconds | null;
  /** Label shown by `vigie token list`; null for tokens of a login. */
  readonly label: string | null;
}

export interface StoredSession {
  readonly hash: string;
  readonly contactId: number;
  readonly lastActivity: UnixSeconds;
}
