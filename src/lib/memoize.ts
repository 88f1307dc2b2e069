/**
 * Caches the results of a function of one text. At `max` entries the whole cache is cleared, so that texts that never
 * repeat cost little memory. The results are shared: callers must not change them.
 */
export function memoize<Result>(max: number, compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (results.size >= max) results.clear();
    results.set(text, result);
    return result;
  };
}
