import type { CSSProperties } from "react";

const MARGIN = 8;
/** Room that a dialog should have below its row. */
const ROOM = 260;

/** Style that puts a dialog over the row that it is about; on narrow windows it fills them, as others do. */
export function placedOver(
  row: DOMRect,
  window: { readonly innerWidth: number; readonly innerHeight: number },
): CSSProperties {
  if (window.innerWidth < 640) return {};
  const width = Math.min(640, window.innerWidth - 2 * MARGIN);
  return {
    position: "fixed",
    top: Math.max(MARGIN, Math.min(row.top, window.innerHeight - ROOM)),
    left: Math.max(MARGIN, Math.min(row.left, window.innerWidth - width - MARGIN)),
    width,
  };
}
