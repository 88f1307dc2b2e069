/** The row that keys act on. */
export interface ActiveRow {
  readonly place: number;
  readonly key: string | undefined;
  /** Somebody moved to it; until then it is the first one, whichever that is. */
  readonly isChosen: boolean;
}

export const FIRST_ROW: ActiveRow = { place: 0, key: undefined, isChosen: false };

/** Row at another place, within the list. */
export function activeAt(place: number, length: number, keyAt: (place: number) => string | undefined): ActiveRow {
  const within = Math.min(Math.max(place, 0), Math.max(0, length - 1));
  return { place: within, key: keyAt(within), isChosen: true };
}

/** After a new order: the same row where it went; the row that is at its place now if it is not there any more. */
export function activeAfterOrder(
  active: ActiveRow,
  order: { readonly length: number; readonly moved: { readonly from: number; readonly to: number } | undefined },
  placeOf: (key: string) => number | undefined,
  keyAt: (place: number) => string | undefined,
): ActiveRow {
  if (order.moved === undefined || !active.isChosen) return { ...FIRST_ROW, key: keyAt(0) };
  const found = active.key === undefined ? undefined : placeOf(active.key);
  if (found !== undefined) return { ...active, place: found };
  return activeAt(active.place + order.moved.to - order.moved.from, order.length, keyAt);
}
