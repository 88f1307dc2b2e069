import type { Store } from "../data/store/store.ts";
import type { CommandStreams } from "./streams.ts";

/** Opens the store for one piece of work, prints what it answers, and closes the store whatever happened. */
export type WithStore = (work: (store: Store) => Promise<string>) => Promise<void>;

export function createWithStore(openStore: () => Promise<Store>, { stdout }: CommandStreams): WithStore {
  return async (work) => {
    const store = await openStore();
    try {
      stdout.write(await work(store));
    } finally {
      await store.close();
    }
  };
}
