import type { Settings } from "../config/settings/settings.ts";
import { nameOfDatabase } from "../data/store/store-place.ts";
import { Refusal } from "../model/refusal.ts";

/** Refuses with `store-elsewhere` if the store is not in the data folder; `advice`: what to do instead. */
export function needStoreInFolder({ store }: Pick<Settings, "store">, advice: string): void {
  if (store !== null) throw new Refusal("store-elsewhere", `The store is in ${nameOfDatabase(store)}: ${advice}`);
}
