/** Rows chosen for an action: by key, or everything that a view showed except some. */
export type Selection =
  | { readonly kind: "keys"; readonly keys: ReadonlySet<string> }
  | {
      readonly kind: "view";
      readonly view: string;
      /** Rows of the view. */
      readonly total: number;
      readonly except: ReadonlySet<string>;
      /** Rows of later orders, which the view did not show. */
      readonly outside: ReadonlySet<string>;
    };

/** What `POST /api/actions` takes as `on`. */
export type ActionTargets = readonly string[] | { readonly view: string; readonly except: readonly string[] };

export const NOTHING_SELECTED: Selection = { kind: "keys", keys: new Set() };

export const selectKeys = (keys: Iterable<string>): Selection => ({ kind: "keys", keys: new Set(keys) });

export const selectView = (view: string, total: number, entered: Iterable<string>): Selection => ({
  kind: "view",
  view,
  total,
  except: new Set(),
  outside: new Set(entered),
});

export function isSelected(selection: Selection, key: string): boolean {
  if (selection.kind === "keys") return selection.keys.has(key);
  return !selection.except.has(key) && !selection.outside.has(key);
}

export function countSelected(selection: Selection): number {
  return selection.kind === "keys" ? selection.keys.size : Math.max(0, selection.total - selection.except.size);
}

/** Selects or deselects one row. A row that the selected view did not show cannot join it. */
export function toggleKey(selection: Selection, key: string): Selection {
  return isSelected(selection, key) ? removeKeys(selection, [key]) : addKeys(selection, [key]);
}

export function addKeys(selection: Selection, keys: Iterable<string>): Selection {
  if (selection.kind === "keys") return { kind: "keys", keys: new Set([...selection.keys, ...keys]) };
  const except = new Set(selection.except);
  for (const key of keys) except.delete(key);
  return { ...selection, except };
}

export function removeKeys(selection: Selection, keys: Iterable<string>): Selection {
  const gone = [...keys];
  if (selection.kind === "keys") {
    const rest = new Set(selection.keys);
    for (const key of gone) rest.delete(key);
    return { kind: "keys", keys: rest };
  }
  return { ...selection, except: new Set([...selection.except, ...gone.filter((key) => !selection.outside.has(key))]) };
}

/** A new order was taken: what entered it is outside of a selection of the whole view. */
export function afterNewOrder(selection: Selection, entered: Iterable<string>): Selection {
  if (selection.kind === "keys") return selection;
  return { ...selection, outside: new Set([...selection.outside, ...entered]) };
}

export const targetsOf = (selection: Selection): ActionTargets =>
  selection.kind === "keys" ? [...selection.keys] : { view: selection.view, except: [...selection.except] };
