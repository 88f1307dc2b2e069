// What this browser keeps, by name. Pages may be kept from storage, it may be full, and anything may stand in it.

/** Null: there is none, or no storage. */
export function keptText(name: string): string | null {
  try {
    return globalThis.localStorage?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

/** The same as JSON; null also for what is none. */
export function keptValue(name: string): unknown {
  try {
    return JSON.parse(keptText(name) ?? "null");
  } catch {
    return null;
  }
}

/** Null: keeps it no longer. Without storage it holds for this page. */
export function keepText(name: string, text: string | null): void {
  try {
    if (text === null) globalThis.localStorage?.removeItem(name);
    else globalThis.localStorage?.setItem(name, text);
  } catch {
    // See above.
  }
}
