import { afterEach } from "vitest";
import type { Store } from "../../../src/data/store/store.ts";

/** Place of a store: opened, closed and reopened by the suite. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Opens a second store at the same place, as another process would. */
  openAnother(): Promise<Store>;
  remove(): Promise<void>;
}

/** Places and stores for tests; after each test the stores are closed and the places removed. */
export interface StorePlaces {
  newPlace(): Promise<StorePlace>;
  opened(place: StorePlace, how?: "open" | "openAnother"): Promise<Store>;
  newStore(): Promise<Store>;
}

export function storePlaces(makePlace: () => Promise<StorePlace>): StorePlaces {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const newPlace = async (): Promise<StorePlace> => {
    const place = await makePlace();
    ends.push(() => place.remove());
    return place;
  };
  const opened = async (place: StorePlace, how: "open" | "openAnother" = "open"): Promise<Store> => {
    const store = await place[how]();
    ends.push(() => store.close());
    return store;
  };
  return { newPlace, opened, newStore: async () => opened(await newPlace()) };
}
