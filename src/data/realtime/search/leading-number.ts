/**
 * Number at the start of a text, as SQL converts text to numbers: `"14abc"` is 14, `"1.5"` is 1.5, `"abc"` is 0
 * (contract §4.2, §4.3 rule 8).
 */
export function leadingNumber(text: string): number {
  const digits = LEADING_NUMBER.exec(text);
  return digits === null ? 0 : Number(digits[0]);
}

const LEADING_NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
