import type { Clock, UnixSeconds } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { Refusal } from "../model/refusal.ts";
import { createLastUses, noteStoredUses, type Used } from "./last-uses.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import type { StoredSession } from "../model/account.ts";
import type { Change } from "../model/change.ts";

/** Contract §2.3: the session time of a standard installation. */
const DEFAULT_SESSION_SECONDS = 7200;
export const KEPT_SESSION_SECONDS = 30 * 86_400;
/** Seconds from the last use to the end, for the other kinds. */
const SECONDS = { console: 12 * 3600, kept: KEPT_SESSION_SECONDS, wall: KEPT_SESSION_SECONDS } as const;
/** Sessions per contact, those of wall screens counted apart; a new one replaces the one unused for longest. */
const MAX_SESSIONS = 100;

/** Web sessions in memory, synchronized with the store. */
export interface Sessions {
  /** Takes the sessions of the store; last uses that are not written yet are kept. */
  load(stored: readonly StoredSession[]): void;
  /** Takes the last uses that the store has of known sessions. */
  noteUses(stored: readonly StoredSession[]): void;
  /** Session of a cookie; undefined if unknown or expired. */
  find(id: string): LiveSession | undefined;
  /** Unexpired ones of an account. */
  ofContact(contactId: number): readonly LiveSession[];
  /** Time at which a session ends if it is not used any more. */
  endOf(session: LiveSession): UnixSeconds;
  /** Restarts the session time. */
  use(session: LiveSession): void;
  /** Removes expired sessions in the background. */
  deleteExpired(): void;
  /** Resolves with the value of the cookie when the session is durable. */
  open(wanted: WantedSession): Promise<string>;
  delete(session: LiveSession): Promise<void>;
  /** Writes pending last uses. */
  close(): Promise<void>;
}

export type LiveSession = Used & Omit<StoredSession, "lastActivity">;

/** Session to be opened. */
export type WantedSession = Omit<StoredSession, "hash" | "lastActivity" | "createdAt">;

export interface SessionsOptions {
  readonly store: Pick<Store, "commit">;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds from the last use of a session of the contract's web login to its end. Default: two hours. */
  readonly sessionSeconds?: number;
  /** Notes the last uses that the store has: another server may have used what has expired here. */
  readonly followUses: () => Promise<void>;
}

export function createSessions({
  store,
  clock,
  log,
  sessionSeconds = DEFAULT_SESSION_SECONDS,
  followUses,
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

  const secondsOf = { ...SECONDS, web: sessionSeconds };
  const hasExpired = ({ kind, lastUsed }: LiveSession): boolean => Math.abs(clock.now() - lastUsed) > secondsOf[kind];

  const noteUses = (stored: readonly StoredSession[]): void =>
    noteStoredUses(
      sessions,
      stored.map(({ hash, lastActivity }) => [hash, lastActivity]),
      clock.now(),
    );

  let deletion: Promise<void> | null = null;
  const deleteExpired = async (): Promise<void> => {
    await followUses();
    const expired = [...sessions.values()].filter(hasExpired).map(({ hash }) => hash);
    if (expired.length === 0) return;
    for (const hash of expired) sessions.delete(hash);
    await store.commit(expired.map(deletionOf));
  };

  return {
    load: (stored) => {
      const before = sessions;
      sessions = new Map(stored.map((session) => [session.hash, before.get(session.hash) ?? liveSession(session)]));
      noteUses(stored);
    },
    noteUses,
    find: (id) => {
      const session = sessions.get(hashOfSecret(id));
      return session === undefined || hasExpired(session) ? undefined : session;
    },
    ofContact: (contactId) =>
      [...sessions.values()].filter((session) => session.contactId === contactId && !hasExpired(session)),
    endOf: ({ kind, lastUsed }) => lastUsed + secondsOf[kind],
    use: uses.use,
    deleteExpired: () => {
      if (deletion !== null || !sessions.values().some(hasExpired)) return;
      deletion = deleteExpired()
        .catch((error: unknown) => {
          // A follower leaves it to the leader, and an outage is told elsewhere.
          if (error instanceof Refusal && LEFT_FOR_LATER.has(error.code)) return;
          log.error({ error }, "Ended sessions were not deleted from the store; they stay refused.");
        })
        .finally(() => {
          deletion = null;
        });
    },
    open: async (wanted) => {
      const id = newSecret();
      const now = clock.now();
      const session: StoredSession = { ...wanted, hash: hashOfSecret(id), lastActivity: now, createdAt: now };
      const own = [...sessions.values()].filter(
        ({ contactId, kind }) => contactId === wanted.contactId && (kind === "wall") === (wanted.kind === "wall"),
      );
      const surplus = own
        .sort((a, b) => b.lastUsed - a.lastUsed)
        .slice(MAX_SESSIONS - 1)
        .map(({ hash }) => hash);
      await store.commit([...surplus.map(deletionOf), { kind: "session", session }]);
      for (const hash of surplus) sessions.delete(hash);
      sessions.set(session.hash, liveSession(session));
      return id;
    },
    delete: async ({ hash }) => {
      sessions.delete(hash);
      await store.commit([deletionOf(hash)]);
      // A reload during the commit has read it again.
      sessions.delete(hash);
    },
    close: () => uses.writeAll(sessions.values()),
  };
}

const liveSession = ({ lastActivity, ...session }: StoredSession): LiveSession => ({
  ...session,
  lastUsed: lastActivity,
  storedUse: lastActivity,
});

const LEFT_FOR_LATER: ReadonlySet<string> = new Set(["on-standby", "store-unavailable"]);

const deletionOf = (hash: string): Change => ({ kind: "session-deleted", hash });
