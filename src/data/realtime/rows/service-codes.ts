import type { ServiceEntry } from "./rows.ts";

/**
 * The texts by which services are searched most, as numbers by the place of each: equal texts have equal numbers. Made when first
 * asked for, 4 bytes a service each; they change with the configuration only.
 */
export interface ServiceCodes {
  readonly descriptions: Uint32Array;
  readonly displayNames: Uint32Array;
}

/** From all listed services in the order of their places. */
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
