/** A value computed from a source when first asked for, and again when the source has become another object. */
export function derivedFrom<Source extends object, Value>(
  source: () => Source,
  compute: (source: Source) => Value,
): () => Value {
  let computedFrom: Source | undefined;
  let value: Value;
  return () => {
    const present = source();
    if (present !== computedFrom) {
      value = compute(present);
      computedFrom = present;
    }
    return value!;
  };
}
