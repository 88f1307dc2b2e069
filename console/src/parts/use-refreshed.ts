import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, type FocusEvent, type HTMLAttributes } from "react";
import { liveClient } from "../data/stream/the-live-client.ts";

const GATHER_MS = 2_000;

/**
 * Asks again for what begins with this key when something changed, at most every two seconds. Not while the pointer or
 * the focus is in the element that gets the returned handlers: nothing moves under the hand.
 */
export function useRefreshed(
  queryKey: QueryKey,
): Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur"> {
  const queries = useQueryClient();
  const hand = useRef({ isOver: false, hasFocus: false, isDue: false });
  const name = JSON.stringify(queryKey);
  const refresh = useCallback((): void => {
    const { current } = hand;
    if (current.isOver || current.hasFocus || !current.isDue) return;
    current.isDue = false;
    void queries.invalidateQueries({ queryKey: JSON.parse(name) as QueryKey });
  }, [queries, name]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = liveClient().listen(({ type }) => {
      if (type !== "change" && type !== "summary" && type !== "gap") return;
      hand.current.isDue = true;
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [refresh]);
  const set = (change: Partial<(typeof hand)["current"]>): void => {
    Object.assign(hand.current, change);
    refresh();
  };
  return {
    onPointerEnter: ({ pointerType }) => set({ isOver: pointerType !== "touch" }),
    onPointerLeave: () => set({ isOver: false }),
    onFocus: () => set({ hasFocus: true }),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      set({ hasFocus: currentTarget.contains(relatedTarget) }),
  };
}
