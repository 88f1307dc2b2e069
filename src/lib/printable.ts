// Control characters of C0 and C1, line and paragraph separators, and the signs that reorder text (Unicode UAX #9).
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const CONTROL_WITHIN_LINE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text from outside on one line of a terminal, a log or a message: control characters are written as `\n`, `\x1b` or
 * `\u202e`, so that a name can neither drive a terminal nor begin a line of its own.
 */
export const printable = (text: string): string => text.replace(CONTROL, escaped);

/** The same for a text of several lines, whose line ends and tabs stay. */
export const printableLines = (text: string): string => text.replace(CONTROL_WITHIN_LINE, escaped);

/** A line of JSON: its control characters, which stand in strings only, are written as JSON escapes. */
export const printableJson = (line: string): string =>
  line.replace(CONTROL_WITHIN_LINE, (character) => `\\u${hex(character, 4)}`);

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string =>
  NAMED[character] ?? (character <= "\u00ff" ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`);

const hex = (character: string, digits: number): string => character.charCodeAt(0).toString(16).padStart(digits, "0");
