import type { ResourceKey } from "../../../model/resource-key.ts";
import type { PerfdataFault } from "../perfdata/parse-perfdata.ts";
import { counted } from "../../../lib/counted.ts";

/** Resources whose performance data is not understood in full, and how that is said. */
export class PerfdataFaults {
  readonly #byKey = new Map<ResourceKey, string>();
  #count = 0;

  /** Items not understood so far. */
  get count(): number {
    return this.#count;
  }

  of(key: ResourceKey): string | null {
    return this.#byKey.get(key) ?? null;
  }

  /** Notes the faults of a result. Returns the text if it is news. */
  note(key: ResourceKey, faults: readonly PerfdataFault[]): string | null {
    this.#count += faults.length;
    const before = this.#byKey.get(key);
    if (faults.length === 0) {
      if (before !== undefined) this.#byKey.delete(key);
      return null;
    }
    const text = textOf(faults);
    if (before === text) return null;
    this.#byKey.set(key, text);
    return before === undefined ? text : null;
  }
}

function textOf(faults: readonly PerfdataFault[]): string {
  const { at, text, reason } = faults[0]!;
  const first = faults.length === 1 ? "" : "first ";
  return `perfdata: ${counted(faults.length, "item")} not understood, ${first}at ${at}: ${JSON.stringify(text)} (${reason})`;
}
