import { expect, test } from "vitest";
import { addAccount, openScene, outcomeOf } from "../../test/support/access-scene.ts";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { silentLog } from "../lib/log.ts";
import { createAccess } from "./create-access.ts";
import { createRefresh } from "./refresh.ts";

/** Reads that end when the test says. */
function heldReads() {
  const ends: { readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];
  return {
    ends,
    read: () =>
      new Promise<void>((resolve, reject) => {
        ends.push({ resolve, reject });
      }),
  };
}

test("is due once a second, also when the clock was set back, and a caller waits for the read that is running", async () => {
  const clock = createFakeClock();
  const { ends, read } = heldReads();
  const refresh = createRefresh(clock, read);
  const done: string[] = [];

  const both = ["first", "second"].map((name) => refresh.ifDue()?.then(() => done.push(name)));
  await clock.advanceBy(0);
  expect([ends.length, done]).toEqual([1, []]);
  ends[0]!.resolve();
  await Promise.all(both);
  await refresh.ifDue();
  expect(ends).toHaveLength(1);

  await clock.jumpTo(clock.now() - 60);
  const late = refresh.ifDue();
  expect(ends).toHaveLength(2);
  ends[1]!.resolve();
  await late;
});

test("memory stays as it is while the store cannot be reached, or does not answer, but not if it fails", async () => {
  const clock = createFakeClock();
  const { ends, read } = heldReads();
  const refresh = createRefresh(clock, read);

  const unreachable = refresh.ifDue();
  ends[0]!.reject(new Refusal("store-unavailable", "no connection"));
  await expect(unreachable).resolves.toBeUndefined();
  await clock.advanceBy(1);
  const failing = refresh.ifDue();
  ends[1]!.reject(new Refusal("store-failed", "damaged"));
  await expect(failing).rejects.toThrow("damaged");
  await clock.advanceBy(1);
  await expect(refresh.ifDue()).resolves.toBeUndefined();
  expect(refresh.ifDue()).toBeNull();
  await clock.advanceBy(5);

  expect(refresh.ifDue()).toBeNull();
  expect(ends).toHaveLength(3);
});

test("a call while a read runs begins another one after it, one for all such calls, also when the first fails", async () => {
  const { ends, read } = heldReads();
  const refresh = createRefresh(createFakeClock(), read);

  const first = refresh.now();
  const later = [refresh.now(), refresh.now()];
  expect(ends).toHaveLength(1);
  ends[0]!.reject(new Error("the device failed"));
  await expect(first).rejects.toThrow("the device failed");
  await expect.poll(() => ends.length).toBe(2);
  ends[1]!.resolve();
  await Promise.all(later);

  expect(ends).toHaveLength(2);
});

test("a token that a login stores while the tokens are being read works at once", async () => {
  const { store, clock } = await openScene();
  await addAccount(store, "jdoe", "s3cret");
  const [commits, reads] = [heldReads(), heldReads()];
  let isHeld = false;
  // Tokens are answered as they were when they were asked for, a while later; commits are a while on their way.
  const slow: Store = {
    ...store,
    readTokens: async () => {
      const tokens = await store.readTokens();
      if (isHeld) await reads.read();
      return tokens;
    },
    commit: async (changes) => {
      if (isHeld) await commits.read();
      return store.commit(changes);
    },
  };
  const access = await createAccess({ store: slow, clock, log: silentLog });
  const login = access.login("jdoe", "s3cret", "192.0.2.1");
  isHeld = true;
  await expect.poll(() => commits.ends.length).toBe(1);
  await store.commit([{ kind: "token-deleted", hash: "of another process" }]);
  await clock.advanceBy(1);
  const request = outcomeOf(() => access.authenticate({ token: "unknown", sessionId: undefined }));
  await expect.poll(() => reads.ends.length).toBe(1);

  commits.ends[0]!.resolve();
  await expect.poll(async () => (await store.readTokens()).length).toBe(1);
  isHeld = false;
  reads.ends[0]!.resolve();
  const { token } = await login;

  expect(await request).toBe("unknown-token");
  expect(await outcomeOf(() => access.authenticate({ token, sessionId: undefined }))).toBe("accepted");
});
