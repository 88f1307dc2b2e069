import { printableLines } from "../lib/printable.ts";
import type { Store } from "../data/store/store.ts";
import type { ProcessContext } from "./process-context.ts";
import type { CommandStreams } from "./streams.ts";

/** Opens the store for one task, prints the text that it returns, and closes the store in any case. */
export type WithStore = (task: (store: Store) => Promise<string>) => Promise<void>;

export function createWithStore(
  { openStore }: Pick<ProcessContext, "openStore">,
  { stdout }: CommandStreams,
  options: { readonly creates: boolean } = { creates: false },
): WithStore {
  return async (task) => {
    const store = await openStore(options);
    try {
      stdout.write(printableLines(await task(store)));
    } finally {
      await store.close();
    }
  };
}
