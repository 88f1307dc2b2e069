import type { PostgresAddress } from "../data/store/store-place.ts";
import { Refusal } from "../model/refusal.ts";
import type { ProcessContext } from "./process-context.ts";

/** The setting `store`. Refuses with `no-database`. */
export function configuredDatabase({ settings }: Pick<ProcessContext, "settings">): PostgresAddress {
  const { store } = settings();
  if (store === null)
    throw new Refusal("no-database", "No database is configured: name it with the setting store in vigie.yaml.");
  return store;
}
