/** What an operator's submission of results is called in its audit event. */
export const submittedWords = (count: number): string =>
  count === 1 ? "check result submitted" : `${count} check results submitted`;

/** True for the reason of such an event: there may be thousands of them in a minute. */
export const saysSubmitted = (reason: string): boolean => /^(\d+ )?check results? submitted /.test(reason);
