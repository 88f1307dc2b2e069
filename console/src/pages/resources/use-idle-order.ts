import { useEffect, type RefObject } from "react";
import { isAtWork } from "../../data/list/at-work.ts";
import { IdleOrder } from "../../data/list/idle-order.ts";
import { countSelected } from "../../data/list/selection.ts";
import { systemTimers } from "../../data/stream/timers.ts";
import type { ListUi } from "./list-ui.ts";

const INPUTS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;
const MENUS = "[role=menu], [role=listbox]:not([hidden]), [role=dialog], [role=alertdialog]";

/** Takes a new order by itself when nobody is at work with the list, and at once when it is empty. */
export function useIdleOrder(ui: ListUi, list: RefObject<HTMLElement | null>, isWall: boolean): void {
  useEffect(() => {
    let lastInputAt = Date.now();
    const note = (): void => {
      lastInputAt = Date.now();
    };
    for (const input of INPUTS) window.addEventListener(input, note, { passive: true, capture: true });
    const isAtWorkNow = (): boolean => {
      const element = list.current;
      if (element === null) return true;
      const presence = {
        isAtTop: ui.list.isAtTop,
        selected: countSelected(ui.selection.get()),
        hasOpenMenu: document.querySelector(MENUS) !== null,
        isPointerInside: element.matches(":hover"),
        isFocusInside: element.contains(document.activeElement),
        lastInputAt,
        isWall,
      };
      return isAtWork(presence, Date.now());
    };
    const order = new IdleOrder({
      timers: systemTimers,
      list: ui.list,
      isAtWork: isAtWorkNow,
      take: ui.takeNewOrder,
    });
    order.start();
    return () => {
      order.stop();
      for (const input of INPUTS) window.removeEventListener(input, note, { capture: true });
    };
  }, [ui, list, isWall]);
}
