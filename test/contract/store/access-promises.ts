import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import { sampleAccount, sampleEvent, sampleToken, sampleSession } from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";
import type { Change } from "../../../src/model/change.ts";

/** Contract of every store for accounts, tokens and sessions, also with another process. */
export function accessPromises(name: string, { newPlace, opened, newStore }: StorePlaces): void {
  describe(`${name}: access`, () => {
    test("gives new accounts new ids, changes known ones, and keeps every field", async () => {
      const store = await newStore();

      const admin = await store.saveAccount({ ...sampleAccount("Admin"), isAdmin: true, passwordHash: "$argon2id$x" });
      const imported = await store.saveAccount({ ...sampleAccount("Zoë"), id: 17, email: "z@example.org" });
      const next = await store.saveAccount(sampleAccount("next"));
      await store.saveAccount({ ...admin, isEnabled: false });

      expect([admin.id, imported.id, next.id]).toEqual([1, 17, 18]);
      expect(await store.readAccounts()).toEqual([{ ...admin, isEnabled: false }, imported, next]);
    });

    test("refuses a second account with the same alias in other letters", async () => {
      const store = await newStore();
      await store.saveAccount(sampleAccount("Zoë"));

      await expect(store.saveAccount(sampleAccount("ZOË"))).rejects.toMatchObject({ code: "account-alias-taken" });
      expect(await store.readAccounts()).toHaveLength(1);
    });

    test("changes the password of an account, and refuses if the account does not exist", async () => {
      const store = await newStore();
      const { id } = await store.saveAccount(sampleAccount("operator"));

      await store.commit([{ kind: "account-password", contactId: id, passwordHash: "new" }]);

      expect((await store.readAccounts())[0]?.passwordHash).toBe("new");
      await expect(
        store.commit([{ kind: "account-password", contactId: 99, passwordHash: "x" }]),
      ).rejects.toMatchObject({ code: "change-not-storable" });
    });

    test("changes the hash of a password unless another one was set", async () => {
      const store = await newStore();
      const { id } = await store.saveAccount({ ...sampleAccount("operator"), passwordHash: "first" });
      const rehash = (before: string, passwordHash: string): Promise<unknown> =>
        store.commit([{ kind: "account-rehashed", contactId: id, before, passwordHash }]);

      await rehash("first", "second");
      await rehash("first", "third");

      expect((await store.readAccounts())[0]?.passwordHash).toBe("second");
    });

    test("a late use of a deleted token or session does not restore it", async () => {
      const store = await newStore();
      const keptSession = sampleSession({
        hash: "kept",
        contactId: 2,
        lastActivity: 5,
        kind: "wall",
        createdAt: 4,
        address: "192.0.2.1",
        agent: "Browser",
        wallLinkId: 7,
      });
      await store.commit([
        {
          kind: "token",
          token: sampleToken({ hash: "gone", contactId: 1, lastUsed: 5, expiresAt: null, label: null }),
        },
        { kind: "token", token: sampleToken({ hash: "kept", contactId: 1, lastUsed: 5, expiresAt: 900, label: "ci" }) },
        { kind: "session", session: sampleSession({ hash: "gone", contactId: 1, lastActivity: 5 }) },
        { kind: "session", session: keptSession },
      ]);
      await store.commit([
        { kind: "token-deleted", hash: "gone" },
        { kind: "session-deleted", hash: "gone" },
      ]);

      await store.commit(
        ["gone", "kept"].flatMap((hash): Change[] => [
          { kind: "token-used", hash, lastUsed: 8 },
          { kind: "session-used", hash, lastActivity: 9 },
        ]),
      );

      expect(await store.readTokens()).toEqual([
        sampleToken({ hash: "kept", contactId: 1, lastUsed: 8, expiresAt: 900, label: "ci" }),
      ]);
      expect(await store.readSessions()).toEqual([{ ...keptSession, lastActivity: 9 }]);
    });

    test("the access version grows with every change of access except times of last use", async () => {
      const store = await newStore();
      const grows = async (change: () => Promise<unknown>): Promise<boolean> => {
        const before = await store.readAccessVersion();
        await change();
        return (await store.readAccessVersion()) > before;
      };
      const token = sampleToken({ hash: "t", contactId: 1, lastUsed: 5, expiresAt: null, label: null });
      const session = sampleSession({ hash: "s", contactId: 1, lastActivity: 5 });

      expect(await grows(() => store.saveAccount(sampleAccount("a")))).toBe(true);
      expect(await grows(() => store.commit([{ kind: "token", token }]))).toBe(true);
      expect(await grows(() => store.commit([{ kind: "token-used", hash: "t", lastUsed: 6 }]))).toBe(false);
      expect(await grows(() => store.commit([{ kind: "token-deleted", hash: "t" }]))).toBe(true);
      expect(await grows(() => store.commit([{ kind: "session", session }]))).toBe(true);
      expect(await grows(() => store.commit([{ kind: "session-used", hash: "s", lastActivity: 6 }]))).toBe(false);
      expect(await grows(() => store.commit([{ kind: "session-deleted", hash: "s" }]))).toBe(true);
      expect(await grows(() => store.commit([{ kind: "account-password", contactId: 1, passwordHash: "x" }]))).toBe(
        true,
      );
      expect(await grows(() => store.commit([{ kind: "event", event: sampleEvent(hostKey(1)) }]))).toBe(false);
    });

    test("sees changes of accounts, tokens and the access version by another process", async () => {
      const place = await newPlace();
      const server = await opened(place);
      const another = await opened(place, "openAnother");
      const before = await server.readAccessVersion();

      const [mine, theirs] = await Promise.all([
        server.saveAccount(sampleAccount("mine")),
        another.saveAccount(sampleAccount("theirs")),
      ]);

      expect(mine.id).not.toBe(theirs.id);
      expect((await server.readAccounts()).map(({ alias }) => alias).sort()).toEqual(["mine", "theirs"]);
      expect(await server.readAccessVersion()).toBe(before + 2);
    });

    test("keeps who made a token and when, and a revocation; one of a token deleted meanwhile adds nothing", async () => {
      const store = await newStore();
      const made = sampleToken({ hash: "t", contactId: 1, label: "ci", createdAt: 7, creatorId: 3 });
      await store.commit([{ kind: "token", token: made }]);
      const before = await store.readAccessVersion();

      await store.commit([
        { kind: "token-revoked", hash: "t", isRevoked: true },
        { kind: "token-revoked", hash: "gone", isRevoked: true },
      ]);

      expect(await store.readTokens()).toEqual([{ ...made, isRevoked: true }]);
      expect(await store.readAccessVersion()).toBeGreaterThan(before);
      await store.commit([{ kind: "token-revoked", hash: "t", isRevoked: false }]);
      expect(await store.readTokens()).toEqual([made]);
    });

    test("keeps preferences and filters of each account after it is closed and opened again", async () => {
      const place = await newPlace();
      const first = await place.open();
      const filter = { id: 0, contactId: 1, page: "events", name: "mine", criterias: '[{"value":1}]', order: 1 };
      await first.commit([
        { kind: "user-preferences", contactId: 1, preferences: { theme: "light", density: "compact" } },
        { kind: "user-preferences", contactId: 1, preferences: { theme: "dark", density: "extended" } },
        { kind: "user-filter", filter: { ...filter, name: "second", order: 2 } },
        { kind: "user-filter", filter },
        { kind: "user-filter", filter: { ...filter, page: "other" } },
        { kind: "user-filter", filter: { ...filter, contactId: 2 } },
      ]);
      await first.close();

      const store = await opened(place);
      expect(await store.readUserPreferences(1)).toEqual({ theme: "dark", density: "extended" });
      expect(await store.readUserPreferences(2)).toBeUndefined();
      expect(await store.readUserFilters(1, "events")).toEqual([
        { ...filter, id: 2 },
        { ...filter, id: 1, name: "second", order: 2 },
      ]);
    });

    test("changes and deletes filters, whose ids are not assigned again", async () => {
      const store = await newStore();
      const filter = { id: 0, contactId: 1, page: "events", name: "mine", criterias: "[]", order: 1 };
      await store.commit([{ kind: "user-filter", filter }]);
      await store.commit([{ kind: "user-filter", filter: { ...filter, id: 1, name: "renamed", order: 3 } }]);

      expect(await store.readUserFilters(1, "events")).toEqual([{ ...filter, id: 1, name: "renamed", order: 3 }]);
      await store.commit([
        { kind: "user-filter-deleted", id: 1 },
        { kind: "user-filter", filter },
      ]);
      expect(await store.readUserFilters(1, "events")).toEqual([{ ...filter, id: 2 }]);
    });

    test("two concurrent writers lose nothing", async () => {
      const place = await newPlace();
      const stores = [await opened(place), await opened(place, "openAnother")];

      await Promise.all(
        stores.flatMap((store, writer) =>
          Array.from({ length: 300 }, (_, n) =>
            store.commit([
              {
                kind: "token",
                token: sampleToken({ hash: `${writer}-${n}`, contactId: n, lastUsed: 1, expiresAt: null, label: null }),
              },
            ]),
          ),
        ),
      );

      expect(await stores[0]?.readTokens()).toHaveLength(600);
      expect(await stores[0]?.readAccessVersion()).toBe(600);
    });
  });
}
