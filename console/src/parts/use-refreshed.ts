import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useMemo, type FocusEvent, type HTMLAttributes } from "react";
import { liveClient } from "../data/stream/the-live-client.ts";
import { systemTimers } from "../data/stream/timers.ts";
import { HeldRefresh } from "./held-refresh.ts";

/**
 * Asks again for what begins with this key when something changed. Not while somebody is at work in the element that
 * gets the returned handlers: nothing moves under the hand.
 */
export function useRefreshed(
  queryKey: QueryKey,
): Pick<
  HTMLAttributes<HTMLElement>,
  "onPointerEnter" | "onPointerMove" | "onPointerLeave" | "onKeyDown" | "onFocus" | "onBlur"
> {
  const queries = useQueryClient();
  const name = JSON.stringify(queryKey);
  const held = useMemo(
    () =>
      new HeldRefresh(systemTimers, () => void queries.invalidateQueries({ queryKey: JSON.parse(name) as QueryKey })),
    [queries, name],
  );
  useEffect(() => {
    const end = liveClient().listen(({ type }) => {
      if (type === "change" || type === "summary" || type === "gap") held.noteNews();
    });
    return () => {
      held.stop();
      end();
    };
  }, [held]);
  return {
    onPointerEnter: ({ pointerType }) => held.setHand({ isOver: pointerType !== "touch" }),
    onPointerMove: () => held.noteInput(),
    onPointerLeave: () => held.setHand({ isOver: false }),
    onKeyDown: () => held.noteInput(),
    onFocus: () => held.setHand({ hasFocus: true }),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      held.setHand({ hasFocus: currentTarget.contains(relatedTarget) }),
  };
}
