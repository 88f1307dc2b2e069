import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import type { ResourceState } from "../../../src/model/resource-state.ts";
import {
  sampleAcknowledgement,
  sampleComment,
  sampleDowntime,
  sampleEvent,
  sampleMessage,
  sampleState,
} from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";
import type { Change } from "../../../src/model/change.ts";
import { stateWith } from "../../support/state-with.ts";

const decisionAt = (at: number): Change => ({
  kind: "decision",
  decision: {
    key: hostKey(1),
    at,
    kind: "problem",
    state: 1,
    contact: "ada",
    outcome: "told",
    code: "told",
    reason: "",
    params: null,
    until: null,
  },
});

/** Contract of every store for retention. */
export function retentionPromises(name: string, { newStore }: StorePlaces): void {
  describe(`${name}: retention`, () => {
    test("deletes records that ended before the time and keeps the others", async () => {
      const store = await newStore();
      const key = hostKey(1);
      await store.commit([
        ...[1, 2, 3].map((id): Change => ({
          kind: "downtime",
          record: { ...sampleDowntime(id, key), deletionTime: [null, 99, 100][id - 1] ?? null },
        })),
        ...[1, 2, 3].map((id): Change => ({
          kind: "comment",
          record: { ...sampleComment(id, key), deletionTime: [null, 99, 100][id - 1] ?? null },
        })),
        { kind: "event", event: { ...sampleEvent(key), at: 99 } },
        { kind: "outbox", message: { ...sampleMessage(key), at: 5 } },
      ]);

      await store.purgeBefore({ records: 100, decisions: 100 });

      const snapshot = await store.readSnapshot();
      expect(snapshot.downtimes.map(({ id }) => id)).toEqual([1, 3]);
      expect(snapshot.comments.map(({ id }) => id)).toEqual([1, 3]);
      expect((await store.readEvents(key, 9)).map(({ at }) => at)).toEqual([99]);
      expect(await store.readOutbox(0, 9)).toHaveLength(1);
    });

    test("keeps a downtime that was cancelled before its end until that end", async () => {
      const store = await newStore();
      await store.commit(
        [1, 2].map((id): Change => ({
          kind: "downtime",
          record: { ...sampleDowntime(id, hostKey(1)), endTime: [99, 100][id - 1]!, deletionTime: 10 },
        })),
      );

      await store.purgeBefore({ records: 100, decisions: 100 });

      expect((await store.readSnapshot()).downtimes.map(({ id }) => id)).toEqual([2]);
    });

    test("keeps an old acknowledgement while it is in effect", async () => {
      const store = await newStore();
      const record = (id: number, hostId: number, more: object = {}): Change => ({
        kind: "acknowledgement",
        record: { ...sampleAcknowledgement(id, hostKey(hostId)), entryTime: 50, ...more },
      });
      const state = (hostId: number, acknowledgement: ResourceState["handling"]["acknowledgement"]): Change => ({
        kind: "state",
        key: hostKey(hostId),
        state: stateWith(sampleState, { acknowledgement }),
      });
      await store.commit([
        state(1, "sticky"),
        record(1, 1),
        record(2, 1),
        state(2, "none"),
        record(3, 2),
        state(3, "normal"),
        record(4, 3, { deletionTime: 60 }),
        state(4, "none"),
        record(5, 4, { entryTime: 150 }),
      ]);

      await store.purgeBefore({ records: 100, decisions: 100 });

      expect((await store.readSnapshot()).acknowledgements.map(({ id }) => id)).toEqual([2, 5]);
    });

    test("deletes more than one chunk while commits continue", async () => {
      const store = await newStore();
      await store.commit(Array.from({ length: 3_500 }, (_, at) => decisionAt(at)));

      const purged = store.purgeBefore({ records: 9_999, decisions: 3_400 });
      await store.commit([decisionAt(4_000)]);
      await purged;

      expect(await store.readDecisions(hostKey(1), 9_999)).toHaveLength(101);
    });

    test("deletes events that were moved, by their ids, and knows the time of the oldest one", async () => {
      const store = await newStore();
      expect(await store.readOldestEventTime()).toBeNull();
      await store.commit(
        [30, 10, 20].map((at): Change => ({ kind: "event", event: { ...sampleEvent(hostKey(1)), at } })),
      );
      const [newest, ...moved] = await store.readEvents(hostKey(1), 9);
      expect(await store.readOldestEventTime()).toBe(10);

      await store.deleteEvents([...moved.map(({ id }) => id), 1_000]);

      expect(await store.readEvents(hostKey(1), 9)).toEqual([newest]);
      expect(await store.readOldestEventTime()).toBe(20);
    });
  });
}
