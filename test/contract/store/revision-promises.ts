import { describe, expect, test } from "vitest";
import { hostKey } from "../../../src/model/resource-key.ts";
import type { Change } from "../../../src/model/change.ts";
import type { Store } from "../../../src/data/store/store.ts";
import { sampleEvent, sampleState } from "../../support/record-samples.ts";
import type { StorePlaces } from "./store-places.ts";
import { stateWith } from "../../support/state-with.ts";

const event: Change = { kind: "event", event: sampleEvent(hostKey(1)) };
const account = {
  id: 0,
  alias: "ada",
  name: "Ada",
  email: "",
  isAdmin: false,
  hasApiAccess: true,
  isEnabled: true,
  passwordHash: null,
};
const ascending = (numbers: readonly number[]): boolean =>
  numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);
const commitMany = (store: Store, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, async () => (await store.commit([event])).revision));

/** Contract of every store for the number of a commit. */
export function revisionPromises(name: string, { newPlace, opened, newStore }: StorePlaces): void {
  describe(`${name}: revisions`, () => {
    test("rise with every commit, in the order of the calls, and the snapshot has the newest", async () => {
      const store = await newStore();
      expect((await store.readSnapshot()).revision).toBe(0);

      const revisions = await commitMany(store, 2_500);

      expect(ascending(revisions)).toBe(true);
      expect((await store.readSnapshot()).revision).toBe(revisions.at(-1));
    });

    test("rise across a restart, also past commits whose revision is not read", async () => {
      const place = await newPlace();
      const first = await place.open();
      const [before = 0] = await commitMany(first, 1);
      await first.saveAccount(account);
      await first.close();

      const second = await opened(place);
      const { revision } = await second.readSnapshot();
      const [after = 0] = await commitMany(second, 1);

      expect(ascending([0, before, revision, after])).toBe(true);
    });

    test("come from one sequence for all processes", async () => {
      const place = await newPlace();
      const server = await opened(place);
      const another = await opened(place, "openAnother");
      const revisions: number[] = [];

      for (let n = 0; n < 10; n++) revisions.push(...(await commitMany(n % 3 === 1 ? another : server, 2)));

      expect(ascending(revisions)).toBe(true);
    });

    test("are unique even among refused commits", async () => {
      const store = await newStore();
      const broken: Change = {
        kind: "state",
        key: hostKey(1),
        state: stateWith(sampleState, { state: "broken" as unknown as 0 }),
      };

      const results = await Promise.allSettled(
        Array.from({ length: 300 }, (_, n) => store.commit([event, ...(n % 37 === 5 ? [broken] : [])])),
      );
      const revisions = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.revision] : []));

      expect(revisions).toHaveLength(292);
      expect(ascending(revisions)).toBe(true);
      expect(await store.readEvents(hostKey(1), 1_000)).toHaveLength(292);
      expect((await store.readSnapshot()).revision).toBe(revisions.at(-1));
    });

    test("come with the id of the last event, which those before it in the commit precede", async () => {
      const place = await newPlace();
      const store = await opened(place);
      const sizes = Array.from({ length: 60 }, (_, n) => n % 4);
      const touch: Change = { kind: "hours-since-purge", hours: 1 };

      const commits = await Promise.all(
        sizes.map((size) => store.commit([touch, ...Array.from({ length: size }, () => event), touch])),
      );

      const stored = (await store.readEventsAfter(0, 1_000)).map(({ id }) => id);
      const told = commits.flatMap(({ lastEventId }, place_) =>
        Array.from({ length: sizes[place_]! }, (_, n) => lastEventId - sizes[place_]! + 1 + n),
      );
      expect(told).toEqual(stored);
      expect(commits.filter((_, n) => sizes[n] === 0).every(({ lastEventId }) => lastEventId === 0)).toBe(true);
    });
  });
}
