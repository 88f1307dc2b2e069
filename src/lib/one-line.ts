/** Puts a text on one line of at most `maxLength` characters, for subjects, headers and outcomes. */
export const onOneLine = (text: string, maxLength: number): string => {
  const line = text.replace(/\p{Cc}+/gu, " ").trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
};
