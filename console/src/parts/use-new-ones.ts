import { useEffect, useRef, useState } from "react";
import { liveClient } from "../data/stream/the-live-client.ts";

const GATHER_MS = 3_000;

/**
 * How many are new on the server since a list was read: asked for after changes that the stream tells, at most every
 * three seconds. They are counted, and not pushed into the list.
 */
export function useNewOnes(
  isOn: boolean,
  count: () => Promise<number>,
): { readonly count: number; readonly taken: () => void } {
  const [found, setFound] = useState(0);
  const latest = useRef(count);
  latest.current = count;
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWanted = true;
    const end = liveClient().listen(({ type }) => {
      if (type !== "change" && type !== "gap") return;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current().then(
          (next) => isWanted && setFound(next),
          () => {},
        );
      }, GATHER_MS);
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
      end();
    };
  }, [isOn]);
  return { count: found, taken: () => setFound(0) };
}
