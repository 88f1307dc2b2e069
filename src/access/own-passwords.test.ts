import { expect, test } from "vitest";
import { openScene, outcomeOf } from "../../test/support/access-scene.ts";

const PASSWORD = "correct horse battery";
const NEXT = "four quiet yellow boats";
const CLIENT = { address: "192.0.2.1", agent: "Browser" };

async function welcomed() {
  const scene = await openScene();
  const { id } = await scene.addAccount("admin", PASSWORD);
  await scene.addAccount("jdoe", PASSWORD);
  return { ...scene, id, secret: scene.access.beginWelcome() };
}

test("the link of the first start sets the password and opens a session, once", async () => {
  const { access, secret, id } = await welcomed();
  const cookie = await access.welcome(secret, NEXT, CLIENT);

  expect((await access.authenticate({ token: undefined, sessionId: cookie })).contactId).toBe(id);
  expect(await outcomeOf(() => access.login("admin", PASSWORD, CLIENT.address))).toBe("invalid-credentials");
  expect((await access.login("admin", NEXT, CLIENT.address)).account.id).toBe(id);
  expect(await outcomeOf(() => access.welcome(secret, NEXT, CLIENT))).toBe("welcome-over");
});

test("two that use it at once get one session", async () => {
  const { access, secret } = await welcomed();
  const outcomes = await Promise.all([1, 2].map(() => outcomeOf(() => access.welcome(secret, NEXT, CLIENT))));

  expect(outcomes.filter((outcome) => outcome === "welcome-over")).toHaveLength(1);
});

test("a bad password leaves it good", async () => {
  const { access, secret } = await welcomed();

  expect(await outcomeOf(() => access.welcome(secret, "short", CLIENT))).toBe("password-too-short");
  expect(await outcomeOf(() => access.welcome(secret, "administrator", CLIENT))).toBe("password-common");
  expect(await access.welcome(secret, NEXT, CLIENT)).toMatch(/^[0-9a-f]{32}$/);
});

test("it is over after an hour", async () => {
  const { access, secret, clock } = await welcomed();
  await clock.advanceBy(3600);

  expect(await outcomeOf(() => access.welcome(secret, NEXT, CLIENT))).toBe("welcome-over");
});

test.each(["login", "openSession"] as const)(
  "it ends with the first %s of anybody, not with a failed one",
  async (way) => {
    const { access, secret } = await welcomed();
    await outcomeOf(() => access[way]("jdoe", "wrong", CLIENT.address));
    expect(await outcomeOf(() => access.welcome(secret, "short", CLIENT))).toBe("password-too-short");

    await access[way]("jdoe", PASSWORD, CLIENT.address);
    expect(await outcomeOf(() => access.welcome(secret, NEXT, CLIENT))).toBe("welcome-over");
  },
);

test("another secret is none, and without a first start there is none", async () => {
  const { access } = await welcomed();
  expect(await outcomeOf(() => access.welcome("0".repeat(32), NEXT, CLIENT))).toBe("welcome-over");

  const later = await openScene();
  await later.addAccount("admin", PASSWORD);
  expect(await outcomeOf(() => later.access.welcome("", NEXT, CLIENT))).toBe("welcome-over");
});
