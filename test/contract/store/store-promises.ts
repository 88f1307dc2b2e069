import { accessPromises } from "./access-promises.ts";
import { commitPromises } from "./commit-promises.ts";
import { idPromises } from "./id-promises.ts";
import { pollerPromises } from "./poller-promises.ts";
import { recordPromises } from "./record-promises.ts";
import { retentionPromises } from "./retention-promises.ts";
import { revisionPromises } from "./revision-promises.ts";
import { storePlaces, type StorePlace } from "./store-places.ts";

/** Contract of every store, run by each implementation with its own places. */
export function storePromises(name: string, makePlace: () => Promise<StorePlace>): void {
  const places = storePlaces(makePlace);
  recordPromises(name, places);
  commitPromises(name, places);
  idPromises(name, places);
  revisionPromises(name, places);
  retentionPromises(name, places);
  accessPromises(name, places);
  pollerPromises(name, places);
}
