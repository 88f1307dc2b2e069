/** Cuts a text to at most `maxLength` characters and notes its full length. */
export const cut = (text: string, maxLength: number): string =>
  text.length <= maxLength
    ? text
    : `${text.slice(0, maxLength - 30).replace(/[\uD800-\uDBFF]$/, "")}\n(cut, ${text.length} characters)`;

/** Puts a text on one line of at most `maxLength` characters, for subjects, headers and outcomes. */
export const onOneLine = (text: string, maxLength: number): string => {
  const line = text.replace(/\p{Cc}+/gu, " ").trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
};
