/**
 * Remembers what was stored last of values that are used before they are stored, so that a refused write can be taken back
 * also when several of one key are on their way.
 */
export interface PendingWrites<Key, Value> {
  /** A new value of the key is on its way. `before` is what counted until now; it was stored unless one is on its way already. */
  begin(key: Key, before: Value): void;
  /** It was stored. */
  stored(key: Key, value: Value): void;
  isOnItsWay(key: Key): boolean;
  /** It was refused. Returns what was stored last. */
  refused(key: Key): Value;
}

interface Entry<Value> {
  stored: Value;
  onTheirWay: number;
}

export function createPendingWrites<Key, Value>(): PendingWrites<Key, Value> {
  const entries = new Map<Key, Entry<Value>>();

  const end = (key: Key): Entry<Value> => {
    const entry = entries.get(key);
    if (entry === undefined) throw new Error(`Nothing of ${String(key)} is on its way`);
    if (--entry.onTheirWay === 0) entries.delete(key);
    return entry;
  };

  return {
    begin(key, before) {
      const entry = entries.get(key);
      if (entry === undefined) entries.set(key, { stored: before, onTheirWay: 1 });
      else entry.onTheirWay++;
    },
    isOnItsWay: (key) => entries.has(key),
    stored(key, value) {
      end(key).stored = value;
    },
    refused: (key) => end(key).stored,
  };
}
