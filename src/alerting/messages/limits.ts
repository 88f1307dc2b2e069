/** The beginning of a text that is too long, with a word about it. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, most - 30).replace(/[\uD800-\uDBFF]$/, "")}\n(cut, ${text.length} characters)`;

/** For places where a line end would begin something else: subjects, headers, outcomes. */
export const onOneLine = (text: string, most: number): string => {
  const line = text.replace(/\p{Cc}+/gu, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
};
