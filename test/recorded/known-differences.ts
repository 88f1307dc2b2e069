/**
 * Records that are deliberately not matched, by number, with the section of the contract that decides against them.
 * Each is described in docs/api-differences.md. The suite fails if one of them is matched.
 */
export const knownDifferences: ReadonlyMap<number, string> = new Map([
  [595, "contract §7.5: fractions of a second in a downtime are accepted"],
]);
