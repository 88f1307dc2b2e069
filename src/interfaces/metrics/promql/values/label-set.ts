import { METRIC_NAME } from "../syntax/label-matcher.ts";

/** Labels of a series, sorted by name; equal ones of one query are the same object. */
export interface LabelSet {
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** The label sets of one query. */
export class LabelSets {
  readonly #known = new Map<string, LabelSet>();

  readonly empty = this.of({});

  of(labels: Readonly<Record<string, string>>): LabelSet {
    return this.#intern(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  keep({ pairs }: LabelSet, names: readonly string[]): LabelSet {
    return this.#intern(pairs.filter(([name]) => names.includes(name)));
  }

  remove({ pairs }: LabelSet, names: readonly string[]): LabelSet {
    return this.#intern(pairs.filter(([name]) => !names.includes(name)));
  }

  withoutMetricName(set: LabelSet): LabelSet {
    return this.remove(set, [METRIC_NAME]);
  }

  /** The set with a label changed or added; removed if the value is empty. */
  replace(set: LabelSet, name: string, value: string): LabelSet {
    return this.of({ ...labelsOf(set), [name]: value });
  }

  #intern(pairs: LabelSet["pairs"]): LabelSet {
    const kept = pairs.filter(([, value]) => value !== "");
    let key = "";
    for (const [name, value] of kept) key += `${name.length}:${name}${value.length}:${value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const set = { pairs: kept };
    this.#known.set(key, set);
    return set;
  }
}

export const labelsOf = ({ pairs }: LabelSet): Record<string, string> => Object.fromEntries(pairs);

export const labelValue = ({ pairs }: LabelSet, name: string): string =>
  pairs.find(([label]) => label === name)?.[1] ?? "";

/** Order of series in results: by the first label that differs. */
export function compareLabelSets({ pairs: a }: LabelSet, { pairs: b }: LabelSet): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index]!, b[index]!];
    if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
    if (left[1] !== right[1]) return left[1] < right[1] ? -1 : 1;
  }
  return a.length - b.length;
}

/** Labels as PromQL writes them. */
export function describeLabels(set: LabelSet): string {
  const others = set.pairs.filter(([name]) => name !== METRIC_NAME);
  return `${labelValue(set, METRIC_NAME)}{${others.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ")}}`;
}

/** Remembers what a function makes of each label set. */
export function memoized<Value>(make: (set: LabelSet) => Value): (set: LabelSet) => Value {
  const known = new Map<LabelSet, Value>();
  return (set) => {
    const value = known.get(set);
    if (value !== undefined) return value;
    const made = make(set);
    known.set(set, made);
    return made;
  };
}
