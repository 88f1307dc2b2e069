/**
 * Number parsing as in C programs: from the start of the text, as far as it looks like a number, otherwise 0. Command
 * lines in the field depend on it (`-t 10s`, `-w 20%`).
 */

/** Parses like atoi(3)/strtol(3). */
export function leadingInteger(text: string): number {
  const match = /^\s*[-+]?\d+/.exec(text);
  return match ? Number(match[0]) : 0;
}

/** Tests for an integer as the plugins do: only digits, `-` and spaces, within 32 bits. Empty text passes. */
export function isInteger(text: string): boolean {
  return /^[-0-9 ]*$/.test(text) && Math.abs(leadingInteger(text)) <= 2_147_483_647;
}

export function isPositiveInteger(text: string): boolean {
  return isInteger(text) && leadingInteger(text) > 0;
}

export function isNonNegativeInteger(text: string): boolean {
  return isInteger(text) && leadingInteger(text) >= 0;
}

/** Tests for a number as the plugins do: only digits, `.`, `-` and spaces. */
export function isNumber(text: string): boolean {
  return /^[-0-9. ]*$/.test(text);
}
