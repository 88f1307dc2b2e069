import { useEffect, type RefObject } from "react";
import { isAtWork } from "../../data/list/at-work.ts";
import { hasNews } from "../../data/list/order-news.ts";
import { countSelected } from "../../data/list/selection.ts";
import type { ListUi } from "./list-ui.ts";

const LOOK_MS = 1_000;
const INPUTS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;
const MENUS = "[role=menu], [role=listbox]:not([hidden]), [role=dialog], [role=alertdialog]";

/** Takes a new order by itself when nobody is at work with the list, and at once when it is empty. */
export function useIdleOrder(ui: ListUi, list: RefObject<HTMLElement | null>, isWall: boolean): void {
  // Nothing can move in an empty list, and it must not say that all is quiet when it no longer is.
  useEffect(
    () =>
      ui.list.subscribe(() => {
        const { length, news, isViewEnded, isLoading, error } = ui.list.getSnapshot();
        if (length > 0 || isLoading || error !== undefined) return;
        if (hasNews(news) || isViewEnded) ui.takeNewOrder();
      }),
    [ui],
  );
  useEffect(() => {
    let lastInputAt = Date.now();
    const note = (): void => {
      lastInputAt = Date.now();
    };
    for (const input of INPUTS) window.addEventListener(input, note, { passive: true, capture: true });
    const timer = setInterval(() => {
      const { news, isViewEnded } = ui.list.getSnapshot();
      const element = list.current;
      if (element === null || (!hasNews(news) && !isViewEnded)) return;
      const presence = {
        isAtTop: ui.list.isAtTop,
        selected: countSelected(ui.selection.get()),
        hasOpenMenu: document.querySelector(MENUS) !== null,
        isPointerInside: element.matches(":hover"),
        isFocusInside: element.contains(document.activeElement),
        lastInputAt,
        isWall,
      };
      if (!isAtWork(presence, Date.now())) ui.takeNewOrder();
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const input of INPUTS) window.removeEventListener(input, note, { capture: true });
    };
  }, [ui, list, isWall]);
}
