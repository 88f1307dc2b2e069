import { describe, expect, test } from "vitest";
import { sampleToken, sampleSession } from "../../test/support/record-samples.ts";
import { silentLog } from "../lib/log.ts";
import type { Store } from "../data/store/store.ts";
import { addAccount, openScene, outcomeOf, type AccessScene } from "../../test/support/access-scene.ts";
import { createAccess } from "./create-access.ts";
import { accessGroup, inventoryOf } from "../../test/support/access-inventory.ts";
import { hashOfSecret } from "./secret.ts";

const byToken = (token: string | undefined) => ({ token, sessionId: undefined });
const byCookie = (sessionId: string | undefined) => ({ token: undefined, sessionId });

/** Stores a token as an earlier login would have left it. */
async function storeToken(store: Store, text: string, contactId: number, lastUsed: number): Promise<void> {
  await store.commit([
    {
      kind: "token",
      token: sampleToken({ hash: hashOfSecret(text), contactId, lastUsed, expiresAt: null, label: null }),
    },
  ]);
}
async function storeSession(store: Store, id: string, contactId: number, lastActivity: number): Promise<void> {
  await store.commit([
    { kind: "session", session: sampleSession({ hash: hashOfSecret(id), contactId, lastActivity }) },
  ]);
}
const hashesIn = async (store: Store): Promise<readonly string[]> => (await store.readTokens()).map(({ hash }) => hash);

async function sceneWithToken(): Promise<AccessScene & { token: string; contactId: number }> {
  const scene = await openScene();
  const { id } = await scene.addAccount("jdoe", null);
  await storeToken(scene.store, "a-token", id, scene.clock.now());
  await scene.clock.advanceBy(1);
  return { ...scene, token: "a-token", contactId: id };
}

const PASSWORD = "a good password";
const ADDRESS = "192.0.2.1";

describe("contract §2.2: tokens", () => {
  test.each<[string, number, "enabled" | "disabled", string]>([
    ["used just now", 0, "enabled", "accepted"],
    ["used 59 min 59 s ago", 3599, "enabled", "accepted"],
    ["used exactly one hour ago", 3600, "enabled", "expired-token"],
    ["used two hours ago", 7200, "enabled", "expired-token"],
    ["used two hours after now, before the clock was set back", -7200, "enabled", "expired-token"],
    ["of a contact disabled since", 0, "disabled", "contact-disabled"],
    ["of a contact disabled since, expired too", 7200, "disabled", "expired-token"],
  ])("%s", async (_, age, enabled, outcome) => {
    const { store, clock, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", null, { isEnabled: enabled === "enabled" });
    await storeToken(store, "a-token", id, clock.now() - age);

    const access = await createAccess({ store, clock, log: silentLog });

    expect(await outcomeOf(() => access.authenticate(byToken("a-token")))).toBe(outcome);
  });

  test.each<[string, string | undefined, string | undefined, string]>([
    ["no token and no cookie", undefined, undefined, "no-credentials"],
    ["an empty token", "", undefined, "unknown-token"],
    ["an unknown token", "nonsense", undefined, "unknown-token"],
    ["an unknown token beside a good cookie (the token alone counts)", "nonsense", "a-session", "unknown-token"],
    ["an empty token beside a good cookie", "", "a-session", "unknown-token"],
    ["the stored hash instead of the token", hashOfSecret("a-token"), undefined, "unknown-token"],
    ["the token in capitals", "A-TOKEN", undefined, "unknown-token"],
    ["a good token beside a bad cookie", "a-token", "nonsense", "accepted"],
  ])("%s", async (_, token, sessionId, outcome) => {
    const { access, store, contactId, clock } = await sceneWithToken();
    await storeSession(store, "a-session", contactId, clock.now());
    await clock.advanceBy(1);

    expect(await outcomeOf(() => access.authenticate({ token, sessionId }))).toBe(outcome);
  });

  test("each accepted request restarts the hour", async () => {
    const { access, clock, token } = await sceneWithToken();
    await access.authenticate(byToken(token));

    for (let request = 0; request < 5; request += 1) {
      await clock.advanceBy(3599);
      expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("accepted");
    }
    await clock.advanceBy(3600);

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("expired-token");
  });

  test("a refused request does not restart it", async () => {
    const { access, clock, token } = await sceneWithToken();

    await clock.advanceBy(3600);
    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("expired-token");

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("expired-token");
  });

  test("an expired token is unknown after any login attempt", async () => {
    const { access, clock, store, token } = await sceneWithToken();

    await clock.advanceBy(3600);
    expect(await outcomeOf(() => access.login("nobody", "wrong", "192.0.2.1"))).toBe("invalid-credentials");

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("unknown-token");
    expect(await hashesIn(store)).toEqual([]);
  });

  test("an expired token is unknown after any logout", async () => {
    const { access, clock, store, token, contactId } = await sceneWithToken();
    await clock.advanceBy(3600);
    await storeToken(store, "fresh", contactId, clock.now());
    await clock.advanceBy(1);

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("expired-token");
    await access.logout(byToken("fresh"), ADDRESS);

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("unknown-token");
  });

  test("a token for scripts lives until its own expiry, used or not", async () => {
    const { access, clock, store, contactId } = await sceneWithToken();
    const until = clock.now() + 90 * 86_400;
    await store.commit([
      {
        kind: "token",
        token: sampleToken({ hash: hashOfSecret("script"), contactId, lastUsed: 0, expiresAt: until, label: "backup" }),
      },
    ]);

    await clock.advanceTo(until - 1);
    expect(await outcomeOf(() => access.authenticate(byToken("script")))).toBe("accepted");
    await clock.advanceTo(until);

    expect(await outcomeOf(() => access.authenticate(byToken("script")))).toBe("expired-token");
  });
});

describe("contract §2.3: cookies", () => {
  test.each<[string, number, boolean, string]>([
    ["a session active just now", 0, true, "accepted"],
    ["a session active exactly 120 minutes ago", 7200, true, "accepted"],
    ["a session active longer ago", 7201, true, "unknown-session"],
    ["a session of a contact disabled since", 0, false, "contact-disabled"],
  ])("%s", async (_, age, isEnabled, outcome) => {
    const { store, clock, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", null, { isEnabled });
    await storeSession(store, "a-session", id, clock.now() - age);

    const access = await createAccess({ store, clock, log: silentLog });

    expect(await outcomeOf(() => access.authenticate(byCookie("a-session")))).toBe(outcome);
  });

  test.each([["nonsense"], [""]])("the session id %j is unknown", async (id) => {
    const { access } = await openScene();

    expect(await outcomeOf(() => access.authenticate(byCookie(id)))).toBe("unknown-session");
  });

  test("each accepted request restarts the session time; when it expires, the session is deleted from the store", async () => {
    const { access, clock, store, addAccount } = await openScene();
    await addAccount("jdoe", PASSWORD);
    await clock.advanceBy(1);
    const cookie = await access.openSession("jdoe", PASSWORD, "192.0.2.1");

    for (let request = 0; request < 4; request += 1) {
      await clock.advanceBy(7200);
      expect(await outcomeOf(() => access.authenticate(byCookie(cookie)))).toBe("accepted");
    }
    await clock.advanceBy(7201);

    expect(await outcomeOf(() => access.authenticate(byCookie(cookie)))).toBe("unknown-session");
    await expect.poll(() => store.readSessions()).toEqual([]);
  });

  test("the session time is a setting", async () => {
    const { access, clock, addAccount } = await openScene({ sessionSeconds: 60 });
    await addAccount("jdoe", PASSWORD);
    await clock.advanceBy(1);
    const cookie = await access.openSession("jdoe", PASSWORD, "192.0.2.1");

    await clock.advanceBy(60);
    expect(await outcomeOf(() => access.authenticate(byCookie(cookie)))).toBe("accepted");
    await clock.advanceBy(61);
    expect(await outcomeOf(() => access.authenticate(byCookie(cookie)))).toBe("unknown-session");
  });

  test("the last use of a session is stored within a minute and at a stop", async () => {
    const { access, clock, store, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", null);
    const opened = clock.now();
    await storeSession(store, "a-session", id, opened);
    const storedUse = async (): Promise<number | undefined> => (await store.readSessions())[0]?.lastActivity;

    await clock.advanceBy(59);
    await access.authenticate(byCookie("a-session"));
    await clock.advanceBy(1);
    expect(await storedUse()).toBe(opened);
    await access.authenticate(byCookie("a-session"));
    await clock.advanceBy(1);
    await expect.poll(storedUse).toBe(opened + 60);
    await clock.advanceBy(20);
    await access.authenticate(byCookie("a-session"));
    await access.close();
    expect(await storedUse()).toBe(opened + 81);
  });

  test("a closed session is unknown, also after another process changed something", async () => {
    const { access, clock, store, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", null);
    await storeSession(store, "a-session", id, clock.now());
    await clock.advanceBy(1);

    await access.closeSession("a-session", ADDRESS);

    expect(await store.readSessions()).toEqual([]);
    expect(await outcomeOf(() => access.closeSession("a-session", ADDRESS))).toBe("unknown-session");
    expect(await outcomeOf(() => access.closeSession(undefined, ADDRESS))).toBe("no-credentials");
    await addAccount("another", null);
    await clock.advanceBy(1);
    expect(await outcomeOf(() => access.authenticate(byCookie("a-session")))).toBe("unknown-session");
  });

  test("a session has the rights of its account, and none without API access", async () => {
    const { access, clock, addAccount } = await openScene();
    await addAccount("jdoe", PASSWORD);
    await addAccount("noapi", PASSWORD, { hasApiAccess: false });
    access.configure(inventoryOf({ hosts: { web1: [], web2: [] } }), [
      accessGroup(1, { contacts: ["jdoe"], hosts: ["web1"], roles: ["host_acknowledgement"] }),
    ]);
    await clock.advanceBy(1);

    const caller = await access.authenticate(byCookie(await access.openSession("jdoe", PASSWORD, "192.0.2.1")));

    expect(access.mayUseApi(caller)).toBe(true);
    expect(caller.hasRole("host_acknowledgement")).toBe(true);
    expect(caller.hasRole("service_schedule_downtime")).toBe(false);
    expect([1, 2].map((host) => caller.visibility.seesHost(host))).toEqual([true, false]);
    expect(await outcomeOf(() => access.openSession("noapi", PASSWORD, "192.0.2.1"))).toBe("no-api-access");
    expect(await outcomeOf(() => access.openSession("noapi", "wrong", "192.0.2.1"))).toBe("invalid-credentials");
  });

  test("the 101st session of a contact ends the one unused for longest", async () => {
    const { access, clock, store, addAccount } = await openScene();
    await addAccount("jdoe", PASSWORD);
    await clock.advanceBy(1);

    const cookies: string[] = [];
    for (let session = 0; session < 101; session += 1) {
      cookies.push(await access.openSession("jdoe", PASSWORD, "192.0.2.1"));
      await clock.advanceBy(1);
    }

    expect(await outcomeOf(() => access.authenticate(byCookie(cookies[0])))).toBe("unknown-session");
    expect(await outcomeOf(() => access.authenticate(byCookie(cookies[1])))).toBe("accepted");
    expect(await store.readSessions()).toHaveLength(100);
  });
});

describe("contract §2.4: logout", () => {
  test("deletes the token, and a second logout is refused as an unknown token", async () => {
    const { access, store, token } = await sceneWithToken();

    await access.logout(byToken(token), ADDRESS);

    expect(await hashesIn(store)).toEqual([]);
    expect(await outcomeOf(() => access.logout(byToken(token), ADDRESS))).toBe("unknown-token");
  });

  test.each<[string, string | undefined, string | undefined, string]>([
    ["nothing", undefined, undefined, "no-credentials"],
    ["a cookie alone", undefined, "a-session", "no-credentials"],
    ["an unknown token", "nonsense", undefined, "unknown-token"],
  ])("with %s is refused", async (_, token, sessionId, outcome) => {
    const { access, store, contactId, clock } = await sceneWithToken();
    await storeSession(store, "a-session", contactId, clock.now());
    await clock.advanceBy(1);

    expect(await outcomeOf(() => access.logout({ token, sessionId }, ADDRESS))).toBe(outcome);
  });

  test("works without API access, and keeps other tokens of the contact", async () => {
    const { access, clock, store, addAccount } = await openScene();
    const { id } = await addAccount("noapi", null, { hasApiAccess: false });
    await storeToken(store, "one", id, clock.now());
    await storeToken(store, "two", id, clock.now());
    await clock.advanceBy(1);

    await access.logout(byToken("one"), ADDRESS);

    expect(await outcomeOf(() => access.authenticate(byToken("two")))).toBe("accepted");
  });
});

describe("last uses of tokens", () => {
  test("apply immediately, and are written at most once a minute", async () => {
    const { access, clock, store, token } = await sceneWithToken();
    const began = clock.now();
    const written = async (): Promise<number | undefined> => (await store.readTokens())[0]?.lastUsed;

    await clock.advanceBy(50);
    await access.authenticate(byToken(token));
    await clock.advanceBy(5);
    expect(await written()).toBe(began - 1);
    await clock.advanceBy(25);
    await access.authenticate(byToken(token));
    await clock.advanceBy(1);

    await expect.poll(written).toBe(began + 80);
    await clock.advanceBy(50);
    await access.authenticate(byToken(token));
    await clock.advanceBy(2);
    expect(await written()).toBe(began + 80);
    expect(clock.waiting()).toBe(0);
  });

  test("are written on close", async () => {
    const { access, clock, store, token } = await sceneWithToken();

    await clock.advanceBy(30);
    await access.authenticate(byToken(token));
    await access.close();

    expect((await store.readTokens())[0]?.lastUsed).toBe(clock.now());
    expect(clock.waiting()).toBe(0);
  });

  test("do not restore a token that another process revokes at the same time", async () => {
    const { access, clock, token, openSecondStore } = await sceneWithToken();
    const otherStore = await openSecondStore();

    await clock.advanceBy(3000);
    await access.authenticate(byToken(token));
    await otherStore.commit([{ kind: "token-deleted", hash: hashOfSecret(token) }]);
    await access.close();

    expect(await otherStore.readTokens()).toEqual([]);
  });
});

describe("changes by another process", () => {
  test.each<[string, (otherStore: Store, contactId: number) => Promise<unknown>, string]>([
    [
      "a disabled account",
      async (otherStore) => otherStore.saveAccount({ ...(await otherStore.readAccounts())[0]!, isEnabled: false }),
      "contact-disabled",
    ],
    [
      "a revoked token",
      (otherStore) => otherStore.commit([{ kind: "token-deleted", hash: hashOfSecret("a-token") }]),
      "unknown-token",
    ],
  ])("%s takes effect within a second", async (_, change, outcome) => {
    const { access, clock, token, contactId, openSecondStore } = await sceneWithToken();
    const otherStore = await openSecondStore();
    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("accepted");

    await change(otherStore, contactId);
    await clock.advanceBy(1);

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe(outcome);
  });

  test("a new token and a new session work at once, also when the store was just read", async () => {
    const { access, clock, token, contactId, openSecondStore } = await sceneWithToken();
    const otherStore = await openSecondStore();
    await access.authenticate(byToken(token));

    await storeToken(otherStore, "another", contactId, clock.now());
    await storeSession(otherStore, "a-session", contactId, clock.now());

    expect(await outcomeOf(() => access.authenticate(byToken("another")))).toBe("accepted");
    expect(await outcomeOf(() => access.authenticate(byCookie("a-session")))).toBe("accepted");
  });

  test.each(["login", "openSession"] as const)("a password set while %s goes on ends it", async (way) => {
    const { store, clock } = await openScene();
    const { id } = await addAccount(store, "jdoe", PASSWORD, { isAdmin: true });
    let isChanged = false;
    // The new password is stored just before the token or the session, with which its command deletes those there are.
    const racing: Store = {
      ...store,
      commit: async (changes) => {
        if (!isChanged && changes.some(({ kind }) => kind === "token" || kind === "session")) {
          isChanged = true;
          await store.commit([{ kind: "account-password", contactId: id, passwordHash: "another" }]);
        }
        return store.commit(changes);
      },
    };
    const access = await createAccess({ store: racing, clock, log: silentLog });

    expect(await outcomeOf(() => access[way]("jdoe", PASSWORD, ADDRESS))).toBe("invalid-credentials");
    expect([await store.readTokens(), await store.readSessions(), isChanged]).toEqual([[], [], true]);
  });

  test("a new token works within a second, and last uses not yet written are kept", async () => {
    const { access, clock, token, contactId, openSecondStore } = await sceneWithToken();
    const otherStore = await openSecondStore();
    await clock.advanceBy(3590);
    await access.authenticate(byToken(token));

    await storeToken(otherStore, "another", contactId, clock.now());
    await clock.advanceBy(3590);

    expect(await outcomeOf(() => access.authenticate(byToken(token)))).toBe("accepted");
    expect(await outcomeOf(() => access.authenticate(byToken("another")))).toBe("accepted");
  });
});

describe("contract §6.1: API access", () => {
  test.each([
    ["an ordinary contact with the flag", { hasApiAccess: true }, true],
    ["an ordinary contact without it", { hasApiAccess: false }, false],
    ["an administrator without it", { hasApiAccess: false, isAdmin: true }, true],
  ])("%s", async (_, changes, may) => {
    const { access, clock, store, addAccount } = await openScene();
    const { id } = await addAccount("jdoe", null, changes);
    await storeToken(store, "a-token", id, clock.now());
    await clock.advanceBy(1);

    expect(access.mayUseApi(await access.authenticate(byToken("a-token")))).toBe(may);
  });
});

describe("configure", () => {
  test("only administrators see objects before it; afterwards the new groups apply", async () => {
    const { access, store, clock, token, contactId } = await sceneWithToken();
    await addAccount(store, "root", null, { isAdmin: true });
    await storeToken(store, "root-token", contactId + 1, clock.now());
    await clock.advanceBy(1);
    const sees = async (text: string): Promise<readonly boolean[]> => {
      const { visibility } = await access.authenticate(byToken(text));
      return [1, 2].map((host) => visibility.seesHost(host));
    };

    expect([await sees(token), await sees("root-token")]).toEqual([
      [false, false],
      [true, true],
    ]);
    const inventory = inventoryOf({ hosts: { web1: [], web2: [] } });
    access.configure(inventory, [
      accessGroup(1, { contacts: ["jdoe"], hosts: ["web1"], roles: ["host_acknowledgement"] }),
    ]);
    expect(await sees(token)).toEqual([true, false]);
    expect((await access.authenticate(byToken(token))).hasRole("host_acknowledgement")).toBe(true);
    expect((await access.authenticate(byToken(token))).hasRole("host_disacknowledgement")).toBe(false);
    access.configure(inventory, [accessGroup(1, { contacts: ["jdoe"], hosts: ["web2"] })]);

    expect(await sees(token)).toEqual([false, true]);
    expect((await access.authenticate(byToken("root-token"))).hasRole("host_disacknowledgement")).toBe(true);
  });
});

test("accounts are found by alias in any case", async () => {
  const { access, clock, addAccount } = await openScene();
  const { id } = await addAccount("Élise", null);
  await clock.advanceBy(1);

  await access.localAdministrator();
  expect([access.accountByAlias("éLISE")?.id, access.accountByAlias("elise")]).toEqual([id, undefined]);
});
