import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import type { StoredSession } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Contract §2.3: a web session expires this long after its last activity. API requests do not prolong it. */
const SESSION_SECONDS = 7200;
/** Sessions per contact; a new one replaces the oldest. */
const MAX_SESSIONS = 100;

/** Web sessions in memory, synchronized with the store. */
export interface Sessions {
  load(stored: readonly StoredSession[]): void;
  /** Session of a cookie; undefined if unknown or expired. */
  find(id: string): StoredSession | undefined;
  /** Removes expired sessions; the store is updated in the background. */
  deleteExpired(): void;
  /** Resolves with the value of the cookie when the session is durable. */
  open(contactId: number): Promise<string>;
}

export interface SessionsOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSessions({ store, clock, log }: SessionsOptions): Sessions {
  let sessions = new Map<string, StoredSession>();

  const hasExpired = (session: StoredSession): boolean =>
    Math.abs(clock.now() - session.lastActivity) > SESSION_SECONDS;

  return {
    load: (stored) => {
      sessions = new Map(stored.map((session) => [session.hash, session]));
    },
    find: (id) => {
      const session = sessions.get(hashOfSecret(id));
      return session === undefined || hasExpired(session) ? undefined : session;
    },
    deleteExpired: () => {
      const expired = [...sessions.values()].filter(hasExpired).map(({ hash }) => hash);
      if (expired.length === 0) return;
      for (const hash of expired) sessions.delete(hash);
      store.commit(expired.map(deletion)).catch((error: unknown) => {
        log.error({ error }, "Ended sessions were not deleted from the store; they stay refused.");
      });
    },
    open: async (contactId) => {
      const id = newSecret();
      const session: StoredSession = { hash: hashOfSecret(id), contactId, lastActivity: clock.now() };
      const own = [...sessions.values()].filter((other) => other.contactId === contactId);
      const surplus = own
        .sort((a, b) => b.lastActivity - a.lastActivity)
        .slice(MAX_SESSIONS - 1)
        .map(({ hash }) => hash);
      await store.commit([...surplus.map(deletion), { kind: "session", session }]);
      for (const hash of surplus) sessions.delete(hash);
      sessions.set(session.hash, session);
      return id;
    },
  };
}

const deletion = (hash: string): Change => ({ kind: "session-deleted", hash });
