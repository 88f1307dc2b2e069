import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import type { ResourceState } from "../../../src/model/resource-state.ts";
import { sampleEvent, sampleMessage, sampleState } from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";
import type { Change } from "../../../src/model/change.ts";
import { stateWith } from "../../support/state-with.ts";

/** Contract of every store for commits: order, refusals and close. */
export function commitPromises(name: string, { newPlace, opened, newStore }: StorePlaces): void {
  describe(`${name}: commits`, () => {
    test("applies commits in the order of the calls, also within one commit", async () => {
      const store = await newStore();
      const key = hostKey(1);
      const stateAt = (n: number): Change => ({
        kind: "state",
        key,
        state: stateWith(sampleState, { notificationNumber: n }),
      });

      const commits = Array.from({ length: 3_000 }, (_, n) =>
        store.commit([
          stateAt(-n),
          stateAt(n),
          { kind: "outbox", message: { ...sampleMessage(key), comment: String(n) } },
        ]),
      );
      expect(store.pending()).toBe(3_000);
      await Promise.all(commits);

      expect(store.pending()).toBe(0);
      expect((await store.readSnapshot()).states.get(key)?.notification.notificationNumber).toBe(2_999);
      expect((await store.readOutbox(0, 5_000)).map(({ comment }) => Number(comment))).toEqual(
        Array.from({ length: 3_000 }, (_, n) => n),
      );
    });

    test("settles commits in order, each readable as soon as it has settled", async () => {
      const store = await newStore();
      const settled: number[] = [];

      await Promise.all(
        Array.from({ length: 200 }, async (_, n) => {
          await store.commit([{ kind: "state", key: hostKey(n + 1), state: sampleState }]);
          settled.push(n);
          expect((await store.readSnapshot()).states.has(hostKey(n + 1))).toBe(true);
        }),
      );

      expect(settled).toEqual(Array.from({ length: 200 }, (_, n) => n));
    });

    test("rejects a commit it cannot store as a whole, and only that one among several", async () => {
      const store = await newStore();
      const brokenState = (n: number): ResourceState =>
        stateWith(sampleState, {
          state: (n % 2 === 0 ? "broken" : Symbol("broken")) as unknown as ResourceState["check"]["state"],
        });
      const isBroken = (n: number): boolean => n % 37 === 5;

      const results = await Promise.allSettled(
        Array.from({ length: 500 }, (_, n) =>
          store.commit([
            { kind: "outbox", message: { ...sampleMessage(hostKey(1)), comment: String(n) } },
            { kind: "state", key: hostKey(n + 1), state: isBroken(n) ? brokenState(n) : sampleState },
          ]),
        ),
      );

      expect(results.map(({ status }) => status === "rejected")).toEqual(results.map((_, n) => isBroken(n)));
      expect((results[5] as PromiseRejectedResult).reason).toMatchObject({
        name: "Refusal",
        code: "change-not-storable",
      });
      expect((await store.readOutbox(0, 1_000)).map(({ comment }) => Number(comment))).toEqual(
        results.map((_, n) => n).filter((n) => !isBroken(n)),
      );
      expect((await store.readSnapshot()).states.has(hostKey(6))).toBe(false);
    });

    test("stores pending commits before it closes, and refuses later ones", async () => {
      const place = await newPlace();
      const store = await place.open();
      const commits = Array.from({ length: 2_500 }, (_, n) =>
        store.commit([{ kind: "state", key: hostKey(n + 1), state: sampleState }]),
      );

      await Promise.all([store.close(), store.close()]);
      await Promise.all(commits);

      await expect(store.commit([{ kind: "event", event: sampleEvent(hostKey(1)) }])).rejects.toMatchObject({
        code: "store-closed",
      });
      await expect(store.readOutbox(0, 1)).rejects.toMatchObject({ code: "store-closed" });
      expect((await (await opened(place)).readSnapshot()).states.size).toBe(2_500);
    });

    test("an empty commit resolves immediately", async () => {
      const store = await newStore();

      await expect(store.commit([])).resolves.toEqual({ revision: 0, lastEventId: 0 });
    });
  });
}
