/**
 * Records that are deliberately not matched, by number, with the section of the contract that decides against them.
 * Each is described in docs/api-differences.md. The suite fails if one of them is matched.
 */
export const knownDifferences: ReadonlyMap<number, string> = new Map([
  [59, "contract §1.4: no credentials across origins"],
  [60, "contract §1.4: no credentials across origins"],
  [595, "contract §7.5: fractions of a second in a downtime are accepted"],
  [664, "a web session has the roles of its account only"],
  [665, "a web session has the roles of its account only"],
]);
