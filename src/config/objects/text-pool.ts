/** Interns strings, so that 100,000 services share their commands and names. */
export interface TextPool {
  text(value: string): string;
}

export function createTextPool(): TextPool {
  const known = new Map<string, string>();
  return {
    text: (value) => {
      const before = known.get(value);
      if (before !== undefined) return before;
      const own = ownCopy(value);
      known.set(own, own);
      return own;
    },
  };
}

// A slice of 13 characters or more keeps the text of the whole file in memory (V8); a copy does not.
function ownCopy(value: string): string {
  return value.length < 13 ? value : Buffer.from(value, "utf8").toString("utf8");
}
