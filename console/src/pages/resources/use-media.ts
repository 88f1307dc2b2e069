import { useSyncExternalStore } from "react";

interface Media {
  readonly subscribe: (listener: () => void) => () => void;
  readonly holds: () => boolean;
}

const queries = new Map<string, Media>();

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  const { subscribe, holds } = mediaOf(query);
  return useSyncExternalStore(subscribe, holds);
}

function mediaOf(query: string): Media {
  let media = queries.get(query);
  if (media === undefined) {
    const list = matchMedia(query);
    media = {
      subscribe(listener) {
        list.addEventListener("change", listener);
        return () => list.removeEventListener("change", listener);
      },
      holds: () => list.matches,
    };
    queries.set(query, media);
  }
  return media;
}

export const PHONE = "(width < 640px)";
