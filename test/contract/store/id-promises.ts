import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import {
  sampleAcknowledgement,
  sampleComment,
  sampleDowntime,
  sampleEvent,
  sampleMessage,
} from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";
import type { Change } from "../../../src/model/change.ts";

/** Contract of every store for ids. */
export function idPromises(name: string, { newPlace, opened, newStore }: StorePlaces): void {
  describe(`${name}: ids`, () => {
    test("never assigns an id again, even after its record was purged and the store reopened", async () => {
      const place = await newPlace();
      const first = await place.open();
      await first.commit([
        { kind: "acknowledgement", record: { ...sampleAcknowledgement(41, hostKey(1)), deletionTime: 10 } },
        { kind: "downtime", record: { ...sampleDowntime(17, hostKey(1)), deletionTime: 10 } },
        { kind: "comment", record: { ...sampleComment(99, hostKey(1)), deletionTime: 10 } },
        { kind: "comment", record: { ...sampleComment(3, hostKey(1)), deletionTime: 10 } },
      ]);
      await first.purgeBefore({ records: 1_000, decisions: 1_000 });
      await first.close();

      const snapshot = await (await opened(place)).readSnapshot();

      expect([snapshot.acknowledgements, snapshot.downtimes, snapshot.comments]).toEqual([[], [], []]);
      expect(snapshot.nextIds).toEqual({ acknowledgement: 42, downtime: 18, comment: 100, recurringDowntime: 1 });
    });

    test("gives events ids above those elsewhere, also the first one, and never lower ones", async () => {
      const store = await newStore();
      const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };

      await store.keepEventIdsAbove(70);
      await store.commit([event]);
      await store.keepEventIdsAbove(5);
      await store.commit([event]);

      expect((await store.readEvents(hostKey(1), 5)).map(({ id }) => id)).toEqual([72, 71]);
    });

    test("gives events and outbox messages rising ids, even after all of them were purged", async () => {
      const store = await newStore();
      const both: Change[] = [
        { kind: "event", event: sampleEvent(hostKey(1)) },
        { kind: "outbox", message: sampleMessage(hostKey(1)) },
      ];
      await store.commit(both);
      const [event, message] = [(await store.readEvents(hostKey(1), 1))[0], (await store.readOutbox(0, 1))[0]];
      await store.commit([{ kind: "outbox-done", id: message?.id ?? 0, at: 10, outcome: "sent" }]);
      await store.deleteEvents([event?.id ?? 0]);
      await store.purgeBefore({ records: 2_000_000_000, decisions: 2_000_000_000 });

      await store.commit(both);

      expect((await store.readEvents(hostKey(1), 5)).map(({ id }) => id)).toEqual([(event?.id ?? 0) + 1]);
      expect((await store.readOutbox(0, 5)).map(({ id }) => id)).toEqual([(message?.id ?? 0) + 1]);
    });

    test("keeps every id of an object, the latest one last", async () => {
      const store = await newStore();
      const entry = (name: string, id: number) =>
        ({ kind: "object-id", entry: { type: "host", name, id, hostId: 0 } }) as const;

      await store.commit([entry("web", 1), entry("mail", 2), entry("web", 3)]);
      await store.commit([entry("web", 1)]);

      expect((await store.readObjectIds()).map(({ name, id }) => `${name} ${id}`)).toEqual([
        "mail 2",
        "web 3",
        "web 1",
      ]);
    });
  });
}
