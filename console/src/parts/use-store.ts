import { useSyncExternalStore } from "react";
import type { Store } from "../data/store.ts";

/** Value of a store; the component is drawn again when it changes. */
export const useStore = <T>(store: Pick<Store<T>, "get" | "subscribe">): T =>
  useSyncExternalStore(store.subscribe, store.get);
