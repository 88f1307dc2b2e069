/** Limit of concurrent tasks per name; the others wait in order of arrival. */
export interface ConcurrencyLimit {
  /** Resolves when the task may start, with a function that ends it. */
  take(name: string): Promise<() => void>;
}

export function createConcurrencyLimit(maxConcurrent: number): ConcurrencyLimit {
  const lines = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();

  const end = (name: string): void => {
    const line = lines.get(name)!;
    const next = line.waiting.shift();
    if (next !== undefined) next();
    else if (--line.taken === 0) lines.delete(name);
  };

  return {
    async take(name) {
      const line = lines.get(name) ?? { taken: 0, waiting: [] };
      lines.set(name, line);
      if (line.taken < maxConcurrent) line.taken++;
      else
        await new Promise<void>((resolve) => {
          line.waiting.push(resolve);
        });
      return () => end(name);
    },
  };
}
