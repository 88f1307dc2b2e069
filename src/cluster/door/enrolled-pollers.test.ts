import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeClock, type FakeClock } from "../../../test/support/fake-clock.ts";
import { openStore } from "../../data/store/open-store.ts";
import type { Store } from "../../data/store/store.ts";
import { silentLog } from "../../lib/log.ts";
import { keyReplacement, newKeyPair, signStatement } from "../protocol/identity.ts";
import { loadEnrolledPollers, type EnrolledPollers } from "./enrolled-pollers.ts";

let folder: string;
let store: Store;
let clock: FakeClock;
let pollers: EnrolledPollers;
let ids = 1;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-enrolled-pollers-"));
  store = await openStore({ folder, log: silentLog, exclusive: true });
  clock = createFakeClock(1_800_000_000);
  pollers = await load();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const idOf = async (): Promise<number> => ++ids;
const load = (): Promise<EnrolledPollers> => loadEnrolledPollers({ store, clock });
const keys = newKeyPair();

test("a secret enrols one key, once, within an hour; the store has no secret", async () => {
  const { poller, secret } = await pollers.add("paris", idOf);
  expect(poller).toMatchObject({ name: "paris", publicKey: null, seen: null });
  expect(JSON.stringify(await store.readPollers())).not.toContain(secret);

  const tries = await Promise.allSettled([
    pollers.enrol(secret, keys.publicKey),
    pollers.enrol(secret, newKeyPair().publicKey),
  ]);
  expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect((await load()).byName("paris")).toMatchObject({ publicKey: keys.publicKey, enrolment: null, id: poller.id });

  const again = await pollers.add("paris", idOf);
  expect(again.poller).toMatchObject({ id: poller.id, publicKey: keys.publicKey });
  await clock.advanceBy(3_600);
  await expect(pollers.enrol(again.secret, keys.publicKey)).rejects.toMatchObject({ code: "enrolment-over" });
});

test("a poller whose answer was lost asks again with its key: for an hour, until it is revoked", async () => {
  const { secret } = await pollers.add("paris", idOf);
  const enrolled = await pollers.enrol(secret, keys.publicKey);
  expect(await pollers.enrol(secret, keys.publicKey)).toEqual(enrolled);

  await pollers.revoke("paris");
  await expect(pollers.enrol(secret, keys.publicKey)).rejects.toMatchObject({ code: "enrolment-over" });

  const again = await pollers.add("paris", idOf);
  await pollers.enrol(again.secret, keys.publicKey);
  await expect(pollers.enrol(secret, keys.publicKey)).rejects.toMatchObject({ code: "enrolment-over" });
  await clock.advanceBy(3_600);
  await expect(pollers.enrol(again.secret, keys.publicKey)).rejects.toMatchObject({ code: "enrolment-over" });
});

test.each(["", "a b", "-x", "../x", "x".repeat(64)])("refuses the name %j", async (name) => {
  await expect(pollers.add(name, idOf)).rejects.toMatchObject({ code: "bad-poller-name" });
});

test("refuses what is no Ed25519 key, and keeps the secret good", async () => {
  const { secret } = await pollers.add("paris", idOf);
  await expect(pollers.enrol(secret, "PEM")).rejects.toMatchObject({ code: "bad-poller-key" });
  await pollers.enrol(secret, keys.publicKey);
});

test("a key is replaced by one that it has signed", async () => {
  const { secret } = await pollers.add("paris", idOf);
  await pollers.enrol(secret, keys.publicKey);
  const next = newKeyPair();
  const time = clock.now();
  const sign = (privateKey: string, name = "paris", at = time) =>
    signStatement(keyReplacement(name, at, next.publicKey), privateKey);
  const replacement = { publicKey: next.publicKey, time };
  for (const signature of [sign(next.privateKey), sign(keys.privateKey, "rome"), "", "AA=="])
    await expect(pollers.replaceKey("paris", { ...replacement, signature })).rejects.toMatchObject({
      code: "bad-poller-key",
    });
  const old = { publicKey: next.publicKey, time: time - 301, signature: sign(keys.privateKey, "paris", time - 301) };
  await expect(pollers.replaceKey("paris", old)).rejects.toMatchObject({ code: "bad-poller-key" });
  await pollers.replaceKey("paris", { ...replacement, signature: sign(keys.privateKey) });
  expect((await load()).byName("paris")?.publicKey).toBe(next.publicKey);
});

test("a revoked poller has no key to replace and no secret to enrol with", async () => {
  const { secret } = await pollers.add("paris", idOf);
  await pollers.revoke("paris");
  await expect(pollers.enrol(secret, keys.publicKey)).rejects.toMatchObject({ code: "enrolment-over" });
  await expect(pollers.revoke("rome")).rejects.toMatchObject({ code: "poller-not-found" });
  expect((await load()).byName("paris")?.revokedAt).toBe(clock.now());
});
