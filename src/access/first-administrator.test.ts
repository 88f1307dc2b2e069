import { expect, test } from "vitest";
import { openScene, outcomeOf } from "../../test/support/access-scene.ts";
import { REFUSALS } from "../model/refusal-codes.ts";
import { ensureAdministrator } from "./first-administrator.ts";

test("an empty store gets an administrator with a random password that logs in", async () => {
  const { access, store } = await openScene();

  const { created, password } = await ensureAdministrator(store, undefined);

  expect(created).toBe(true);
  expect(password).toMatch(/^[A-Za-z0-9_-]{20}$/);
  const { account } = await access.login("admin", password ?? "", "192.0.2.1");
  expect(account).toMatchObject({ alias: "admin", isAdmin: true, hasApiAccess: true, isEnabled: true });
});

test("a login before it exists is no wrong password", async () => {
  const { access } = await openScene();

  expect(await outcomeOf(() => access.login("admin", "any password", "192.0.2.1"))).toBe("no-account");
  expect(await outcomeOf(() => access.openSession("admin", "any password", "192.0.2.1"))).toBe("no-account");
  expect(REFUSALS["no-account"].status).toBe(503);
});

test("a given password is used and not returned", async () => {
  const { access, store } = await openScene();

  expect(await ensureAdministrator(store, "from the environment")).toEqual({ created: true, password: null });

  expect(await outcomeOf(() => access.login("admin", "from the environment", "192.0.2.1"))).toBe("accepted");
});

test("a password that breaks the rules is refused and no account is created", async () => {
  const { store } = await openScene();

  await expect(ensureAdministrator(store, "")).rejects.toThrow(
    "VIGIE_ADMIN_PASSWORD: A password has at least 12 characters.",
  );
  expect(await store.readAccounts()).toEqual([]);
});

test("if there is any account, nothing is created or changed", async () => {
  const { store, addAccount } = await openScene();
  await addAccount("jdoe", null);
  const before = await store.readAccounts();

  expect(await ensureAdministrator(store, "from the environment")).toEqual({ created: false, password: null });

  expect(await store.readAccounts()).toEqual(before);
});
