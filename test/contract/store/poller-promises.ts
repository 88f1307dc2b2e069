import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import type { StoredPoller } from "../../../src/model/stored-poller.ts";
import { sampleEvent, sampleState } from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";

/** Contract of every store for pollers, and for what was seen of their results. */
export function pollerPromises(name: string, { newStore }: StorePlaces): void {
  const paris: StoredPoller = {
    id: 2,
    name: "paris",
    publicKey: null,
    enrolment: { hash: "h", expiresAt: 900 },
    createdAt: 100,
    revokedAt: null,
    lostHostsAt: null,
    seen: null,
  };

  describe(`${name}: pollers`, () => {
    test("returns pollers exactly; a repeated id changes all but what was seen", async () => {
      const store = await newStore();
      await store.commit([
        { kind: "poller", poller: paris },
        { kind: "poller-seen", id: 2, seen: { epoch: "a", number: 7, at: 800.5 } },
      ]);
      const enrolled = { ...paris, publicKey: "PEM", enrolment: null, revokedAt: 500, lostHostsAt: 400 };
      await store.commit([
        { kind: "poller", poller: enrolled },
        { kind: "poller", poller: { ...paris, id: 3, name: "rome" } },
      ]);

      expect(await store.readPollers()).toEqual([
        { ...enrolled, seen: { epoch: "a", number: 7, at: 800.5 } },
        { ...paris, id: 3, name: "rome" },
      ]);
    });

    test("the number of results is stored with them or not at all", async () => {
      const store = await newStore();
      const key = hostKey(1);
      await store.commit([
        { kind: "poller", poller: paris },
        { kind: "state", key, state: sampleState },
        { kind: "poller-seen", id: 2, seen: { epoch: "a", number: 7, at: 800.5 } },
      ]);
      const refused = store.commit([
        { kind: "poller-seen", id: 2, seen: { epoch: "a", number: 8, at: 801 } },
        { kind: "event", event: { ...sampleEvent(key), at: Number.NaN } },
      ]);

      await expect(refused).rejects.toMatchObject({ code: "change-not-storable" });
      expect((await store.readPollers())[0]!.seen).toEqual({ epoch: "a", number: 7, at: 800.5 });
      await store.commit([{ kind: "poller-seen", id: 2, seen: { epoch: "b", number: 1, at: null } }]);
      expect((await store.readPollers())[0]!.seen).toEqual({ epoch: "b", number: 1, at: null });
    });
  });
}
