import { serviceKey } from "../../src/model/resource-key.ts";
import type { Change } from "../../src/model/change.ts";
import type { Store } from "../../src/data/store/store.ts";
import { sampleEvent, sampleMessage, sampleState } from "../../test/support/record-samples.ts";
import { stateWith } from "../../test/support/state-with.ts";

export const SERVICES = 100_000;

let step = 0;
// A stride that visits the services in an order that is bad for the disk.
const nextKey = (): number => {
  step = (step + 61_803) % SERVICES;
  return serviceKey(1 + Math.floor(step / 10), 1 + step);
};
export const stateChange = (key = nextKey()): Change => ({
  kind: "state",
  key,
  state: stateWith(sampleState, { lastCheck: 1_700_000_000 + step, output: `CRITICAL - load ${step}` }),
});
/** What most results are. */
export const stateOnly = (): Change[] => [stateChange()];
/** A changed state, with its event and a message. */
export const changeSet = (): Change[] => {
  const key = nextKey();
  return [
    stateChange(key),
    { kind: "event", event: sampleEvent(key) },
    { kind: "outbox", message: sampleMessage(key) },
  ];
};

/** Keeps `open` commits in flight for the given time; returns the duration of each in milliseconds. */
export async function commitFor(
  store: Store,
  seconds: number,
  open: number,
  makeSet: () => Change[],
): Promise<number[]> {
  const took: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: open }, async () => {
      while (performance.now() < end) took.push(await timed(store, makeSet()));
    }),
  );
  return took;
}

/** Offers commits at a rate; returns the duration of each in milliseconds. */
export async function commitPaced(store: Store, seconds: number, perSecond: number): Promise<number[]> {
  const commits: Promise<number>[] = [];
  const start = performance.now();
  for (let elapsed = 0; elapsed < seconds * 1_000; elapsed = performance.now() - start) {
    while (commits.length < (elapsed * perSecond) / 1_000) commits.push(timed(store, changeSet()));
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  return Promise.all(commits);
}

/** Milliseconds until it is durable. */
export async function timed(store: Store, changes: Change[]): Promise<number> {
  const start = performance.now();
  await store.commit(changes);
  return performance.now() - start;
}
