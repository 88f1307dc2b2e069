/** Cuts a text to at most `maxLength` characters and notes its full length. */
export const cut = (text: string, maxLength: number): string =>
  text.length <= maxLength
    ? text
    : `${text.slice(0, maxLength - 30).replace(/[\uD800-\uDBFF]$/, "")}\n(cut, ${text.length} characters)`;
