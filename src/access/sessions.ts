import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { createLastUses, type Used } from "./last-uses.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import type { StoredSession } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Contract §2.3: the session time of a standard installation. */
const DEFAULT_SESSION_SECONDS = 7200;
/** Sessions per contact; a new one replaces the one unused for longest. */
const MAX_SESSIONS = 100;

/** Web sessions in memory, synchronized with the store. */
export interface Sessions {
  /** Takes the sessions of the store; last uses that are not written yet are kept. */
  load(stored: readonly StoredSession[]): void;
  /** Session of a cookie; undefined if unknown or expired. */
  find(id: string): LiveSession | undefined;
  /** Restarts the session time. */
  use(session: LiveSession): void;
  /** Removes expired sessions; the store is updated in the background. */
  deleteExpired(): void;
  /** Resolves with the value of the cookie when the session is durable. */
  open(contactId: number): Promise<string>;
  delete(session: LiveSession): Promise<void>;
  /** Writes pending last uses. */
  close(): Promise<void>;
}

export interface LiveSession extends Used {
  readonly contactId: number;
}

export interface SessionsOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds from the last use of a session to its end. Default: two hours. */
  readonly sessionSeconds?: number;
}

export function createSessions({
  store,
  clock,
  log,
  sessionSeconds = DEFAULT_SESSION_SECONDS,
}: SessionsOptions): Sessions {
  let sessions = new Map<string, LiveSession>();
  const uses = createLastUses<LiveSession>({
    store,
    clock,
    log,
    isKnown: ({ hash }) => sessions.has(hash),
    changeOf: ({ hash, lastUsed }) => ({ kind: "session-used", hash, lastActivity: lastUsed }),
    what: "web sessions",
  });

  const hasExpired = (session: LiveSession): boolean => Math.abs(clock.now() - session.lastUsed) > sessionSeconds;

  return {
    load: (stored) => {
      const before = sessions;
      sessions = new Map(stored.map((session) => [session.hash, before.get(session.hash) ?? liveSession(session)]));
    },
    find: (id) => {
      const session = sessions.get(hashOfSecret(id));
      return session === undefined || hasExpired(session) ? undefined : session;
    },
    use: uses.use,
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
        .sort((a, b) => b.lastUsed - a.lastUsed)
        .slice(MAX_SESSIONS - 1)
        .map(({ hash }) => hash);
      await store.commit([...surplus.map(deletion), { kind: "session", session }]);
      for (const hash of surplus) sessions.delete(hash);
      sessions.set(session.hash, liveSession(session));
      return id;
    },
    delete: async ({ hash }) => {
      sessions.delete(hash);
      await store.commit([deletion(hash)]);
      // A reload during the commit has read it again.
      sessions.delete(hash);
    },
    close: () => uses.writeAll(sessions.values()),
  };
}

const liveSession = ({ hash, contactId, lastActivity }: StoredSession): LiveSession => ({
  hash,
  contactId,
  lastUsed: lastActivity,
  storedUse: lastActivity,
});

const deletion = (hash: string): Change => ({ kind: "session-deleted", hash });
