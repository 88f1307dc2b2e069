import type { ServiceEntry } from "./rows.ts";

/**
 * The most searched texts of services as numbers, indexed by place: equal texts have equal numbers. Created on first
 * use, 4 bytes per service each; they only change with the configuration.
 */
export interface ServiceCodes {
  readonly descriptions: Uint32Array;
  readonly displayNames: Uint32Array;
}

/** Takes all listed services in the order of their places. */
export function createServiceCodes(services: readonly ServiceEntry[]): ServiceCodes {
  let descriptions: Uint32Array | undefined;
  let displayNames: Uint32Array | undefined;
  return {
    get descriptions() {
      return (descriptions ??= codesOf(services, (row) => row.foldedDescription));
    },
    get displayNames() {
      return (displayNames ??= codesOf(services, (row) => row.foldedDisplayName));
    },
  };
}

function codesOf(services: readonly ServiceEntry[], textOf: (row: ServiceEntry) => string | null): Uint32Array {
  const known = new Map<string | null, number>();
  return Uint32Array.from(services, (row) => {
    const text = textOf(row);
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
}
