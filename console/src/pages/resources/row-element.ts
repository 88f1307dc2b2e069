// Rows of the grid as elements of the document.

export const rowId = (place: number): string => `row-${place}`;

/** The first row of the grid is the head, and the first of all has the index 1. */
const INDEX_OF_FIRST = 2;

export const indexOfRow = (place: number): number => place + INDEX_OF_FIRST;

/** Place of the row that an event happened in. */
export function placeOfRow(target: EventTarget): number | undefined {
  const index = (target as Element).closest("[aria-rowindex]")?.getAttribute("aria-rowindex");
  return index === null || index === undefined ? undefined : Number(index) - INDEX_OF_FIRST;
}

/** Whether an event happened in the box that selects a row. */
export const isOnBox = (target: EventTarget): boolean => (target as Element).closest('[role="checkbox"]') !== null;

/** Element of a row that is drawn. */
export const elementOfRow = (place: number): HTMLElement | null => document.getElementById(rowId(place));

/** The button of the menu of a row that an event happened in; null: it was elsewhere. */
export const menuButtonOf = (target: EventTarget): HTMLElement | null => (target as Element).closest("[data-menu]");
