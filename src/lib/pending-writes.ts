/**
 * Tracks values that are used before they are stored, so that a rejected write can be rolled back even when several
 * writes of one key are pending.
 */
export interface PendingWrites<Key, Value> {
  /**
   * Starts a write of the key. `before` is the value until now; it is stored unless another write of the key is
   * pending.
   */
  begin(key: Key, before: Value): void;
  /** Ends a write that succeeded. */
  stored(key: Key, value: Value): void;
  isInFlight(key: Key): boolean;
  /** Ends a write that failed. Returns the value that was stored last. */
  refused(key: Key): Value;
}

interface Entry<Value> {
  stored: Value;
  pendingCount: number;
}

export function createPendingWrites<Key, Value>(): PendingWrites<Key, Value> {
  const entries = new Map<Key, Entry<Value>>();

  const end = (key: Key): Entry<Value> => {
    const entry = entries.get(key);
    if (entry === undefined) throw new Error(`Nothing of ${String(key)} is on its way`);
    if (--entry.pendingCount === 0) entries.delete(key);
    return entry;
  };

  return {
    begin(key, before) {
      const entry = entries.get(key);
      if (entry === undefined) entries.set(key, { stored: before, pendingCount: 1 });
      else entry.pendingCount++;
    },
    isInFlight: (key) => entries.has(key),
    stored(key, value) {
      end(key).stored = value;
    },
    refused: (key) => end(key).stored,
  };
}
