import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import type { StoredSession } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Contract §2.3: a web session lives until its last activity is older than this. Requests of the API do not prolong it. */
const SESSION_SECONDS = 7200;
/** Sessions one contact holds at once; the oldest gives way. */
const MOST_SESSIONS = 100;

/** The web sessions in memory, kept in step with the store. */
export interface Sessions {
  load(stored: readonly StoredSession[]): void;
  /** The session of a cookie; undefined when it is unknown or over. */
  find(id: string): StoredSession | undefined;
  /** Forgets the sessions that are over; the store follows by itself. */
  deleteExpired(): void;
  /** Resolves with the value of the cookie once the session is durable. */
  open(contactId: number): Promise<string>;
}

export interface SessionsOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSessions({ store, clock, log }: SessionsOptions): Sessions {
  let sessions = new Map<string, StoredSession>();

  const isOver = (session: StoredSession): boolean => Math.abs(clock.now() - session.lastActivity) > SESSION_SECONDS;

  return {
    load: (stored) => {
      sessions = new Map(stored.map((session) => [session.hash, session]));
    },
    find: (id) => {
      const session = sessions.get(hashOfSecret(id));
      return session === undefined || isOver(session) ? undefined : session;
    },
    deleteExpired: () => {
      const gone = [...sessions.values()].filter(isOver).map(({ hash }) => hash);
      if (gone.length === 0) return;
      for (const hash of gone) sessions.delete(hash);
      store.commit(gone.map(deletion)).catch((error: unknown) => {
        log.error({ error }, "Ended sessions were not deleted from the store; they stay refused.");
      });
    },
    open: async (contactId) => {
      const id = newSecret();
      const session: StoredSession = { hash: hashOfSecret(id), contactId, lastActivity: clock.now() };
      const own = [...sessions.values()].filter((other) => other.contactId === contactId);
      const surplus = own
        .sort((a, b) => b.lastActivity - a.lastActivity)
        .slice(MOST_SESSIONS - 1)
        .map(({ hash }) => hash);
      await store.commit([...surplus.map(deletion), { kind: "session", session }]);
      for (const hash of surplus) sessions.delete(hash);
      sessions.set(session.hash, session);
      return id;
    },
  };
}

const deletion = (hash: string): Change => ({ kind: "session-deleted", hash });
