// Texts of other people on the screen: names, outputs, comments. What nobody sees there can reverse the text around it
// or make one name look like another, so it is shown by its number.

/** Controls but for line ends and tabs; signs that reorder text (Unicode UAX #9); what takes no place on the screen. */
const NEVER_SEEN =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e" +
  "\\u200b\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]";
/** Right-to-left text. */
const RTL = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
/** Parts of emoji and of scripts that join letters, and nothing elsewhere: after Latin letters, or at the beginning. */
const OUT_OF_PLACE = [
  `(?<![${RTL}])[\\u061c\\u200e\\u200f](?![${RTL}])`,
  "(?<=^|[\\u0000-\\u024f])[\\u200c\\u200d]",
  "(?<=^|[\\u0000-\\u007f])[\\ufe00-\\ufe0e\\u{e0100}-\\u{e01ef}]",
  "(?<=^|[^\\d#*])(?<=^|[\\u0000-\\u007f])\\ufe0f",
  "(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007f}]*)[\\u{e0000}-\\u{e007f}]",
].join("|");
const HIDDEN = new RegExp(`${NEVER_SEEN}|${OUT_OF_PLACE}`, "gu");
/** More marks on one letter than any script has: they cover the lines around. */
const PILE = /(\p{M}{5})\p{M}+/gu;
/** Whether a body of JSON may have any of that; controls are written as `\u001b` there. */
const SUSPECT = new RegExp(`${NEVER_SEEN}|${OUT_OF_PLACE}|\\p{M}{6}|\\\\u00[01]`, "u");
const SHOWN = /⟨U\+([0-9A-F]{4,6})⟩/g;
const RTL_TEXT = new RegExp(`[${RTL}]`, "u");

/** The text with each hidden character as `⟨U+202E⟩`, and no piles of marks. */
export const visibleText = (text: string): string => text.replace(PILE, "$1…").replace(HIDDEN, numbered);

/** The text as the server has it. */
export const originalText = (text: string): string =>
  text.replace(SHOWN, (shown, digits: string) => {
    const character = String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10_ff_ff));
    return visibleText(character) === shown ? character : shown;
  });

/** Place in a text as it is shown of a place in it as the server has it. */
export function placeInShown(shown: string, at: number): number {
  let longer = 0;
  for (const { 0: sign, index } of shown.matchAll(SHOWN)) {
    if (index - longer >= at) break;
    longer += sign.length - originalText(sign).length;
  }
  return at + longer;
}

/** Value of a body of JSON, its texts as they are shown. */
export const readShown = (json: string): unknown =>
  SUSPECT.test(json)
    ? JSON.parse(json, (_name, value: unknown) => (typeof value === "string" ? visibleText(value) : value))
    : JSON.parse(json);

/** Body of JSON, its texts as the server has them. */
export const writeShown = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) => (typeof part === "string" ? originalText(part) : part));

/** A text that is put among others: one that is read from right to left does not turn what stands beside it. */
export const isolated = (text: string): string => (RTL_TEXT.test(text) ? `\u2068${text}\u2069` : text);

const numbered = (character: string): string =>
  `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
