/** Words that every attacker of a monitoring server tries. */
const PRODUCT_NAMES = ["vigie", "nagios", "centreon", "icinga", "naemon", "monitoring"];
/** Score of fewer than a million guesses: a common password or a name, also with digits, signs or substitutions. */
const EASILY_GUESSED = 1;

/** Tests whether a password is found within about a million guesses. `names`: those of the account. */
export async function isEasilyGuessed(password: string, names: readonly string[]): Promise<boolean> {
  // Loaded when a password is set only: the lists take 0.2 s and 25 MB, which a running server has no use for.
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const checker = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return checker.check(password, [...names, ...PRODUCT_NAMES]).score <= EASILY_GUESSED;
}
