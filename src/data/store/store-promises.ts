import { accessPromises } from "./promises/access-promises.ts";
import { commitPromises } from "./promises/commit-promises.ts";
import { idPromises } from "./promises/id-promises.ts";
import { recordPromises } from "./promises/record-promises.ts";
import { retentionPromises } from "./promises/retention-promises.ts";
import { storePlaces, type StorePlace } from "./promises/store-places.ts";

/** What every store promises. Each implementation runs it with places of its own. */
export function storePromises(name: string, makePlace: () => Promise<StorePlace>): void {
  const places = storePlaces(makePlace);
  recordPromises(name, places);
  commitPromises(name, places);
  idPromises(name, places);
  retentionPromises(name, places);
  accessPromises(name, places);
}
