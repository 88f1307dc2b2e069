/** What an operator's submission of results is called in its audit event. `taken`: those that may count. */
export const submittedWords = (count: number, taken = count): string =>
  count === 1
    ? "check result submitted"
    : `${taken === count ? count : `${taken} of ${count}`} check results submitted`;

/** True for the reason of such an event: there may be thousands of them in a minute. */
export const saysSubmitted = (reason: string): boolean => /^(\d+ (of \d+ )?)?check results? submitted /.test(reason);
