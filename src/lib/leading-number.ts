const LEADING_NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;

/**
 * Number at the start of a text, as SQL converts text to numbers and as atof(3) does: `"14abc"` is 14, `"1.5"` is 1.5,
 * `"abc"` is 0 (contract §4.2, §4.3 rule 8).
 */
export const leadingNumber = (text: string): number => readLeadingNumber(text).value;

/** As strtod(3): the value, and the number of characters read, which is 0 if there is no number. */
export function readLeadingNumber(text: string): { readonly value: number; readonly length: number } {
  const match = LEADING_NUMBER.exec(text);
  return match ? { value: Number(match[0]), length: match[0].length } : { value: 0, length: 0 };
}
