import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import type { Site } from "./server-under-test.ts";

/** Reads the store on disk, while the server runs or after its end. */
export async function readStore<T>({ dataFolder }: Site, read: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await openTestStore(dataFolder, { exclusive: false });
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}
