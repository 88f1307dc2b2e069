/** One value of performance data, as printed. */
export interface PerfdataItem {
  readonly label: string;
  /** NaN: no value (`U`, nothing, infinity). */
  readonly value: number;
  readonly unit: string;
  /** What follows the value, without the first semicolon: `warn;crit;min;max`, as far as printed. */
  readonly limits: string;
}

/** Something in the text that is no performance data. */
export interface PerfdataFault {
  /** Place in the text, from 0 on. */
  readonly at: number;
  /** The item, cut at 40 characters. */
  readonly text: string;
  readonly reason: string;
}

export interface Perfdata {
  readonly items: readonly PerfdataItem[];
  readonly faults: readonly PerfdataFault[];
}

export const MAX_TEXT = 64 * 1024;
export const MAX_ITEMS = 256;
/** In bytes of UTF-8. */
export const MAX_LABEL_BYTES = 255;
const MAX_UNIT = 32;
const MAX_SHOWN = 40;

/**
 * Parses performance data of the plugin guidelines: `'label'=value[unit];[warn];[crit];[min];[max]`, separated by
 * blanks; in a quoted label a quote is doubled. An item that does not fit is a fault, and the parser continues after the
 * next blank. Of a label that comes twice the first counts.
 */
export function parsePerfdata(text: string): Perfdata {
  const items: PerfdataItem[] = [];
  const faults: PerfdataFault[] = [];
  const labels = new Set<string>();
  const end = Math.min(text.length, MAX_TEXT);
  if (end < text.length) faults.push({ at: end, text: "", reason: `longer than ${MAX_TEXT} characters` });

  let at = skipBlanks(text, 0, end);
  while (at < end) {
    const from = at;
    const labelEnd = endOfLabel(text, from, end);
    // A quoted label may contain blanks.
    const to = endOfWord(text, Math.max(labelEnd, from), end);
    at = skipBlanks(text, to, end);
    const item = itemOf(text, from, labelEnd, to);
    const fault = typeof item === "string" ? item : faultOf(item, labels);
    if (fault === null) {
      items.push(item as PerfdataItem);
      labels.add((item as PerfdataItem).label);
    } else faults.push({ at: from, text: text.slice(from, Math.min(to, from + MAX_SHOWN)), reason: fault });
    if (items.length === MAX_ITEMS && at < end) {
      faults.push({ at, text: "", reason: `more than ${MAX_ITEMS} values` });
      break;
    }
  }
  return { items, faults };
}

function faultOf({ label }: PerfdataItem, labels: ReadonlySet<string>): string | null {
  if (labels.has(label)) return "the label comes twice";
  // A character has at most three bytes for each unit of its length.
  if (label.length * 3 > MAX_LABEL_BYTES && Buffer.byteLength(label) > MAX_LABEL_BYTES)
    return `a label longer than ${MAX_LABEL_BYTES} bytes`;
  return null;
}

const VALUE = /^(?:U|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))?/i;
// The guidelines allow no digits; `m3` or `m/s2` are printed nonetheless.
const UNIT = /^(?:[^\d\s;'",.+-][^;'"]*)?$/;

/** The item, or the reason why it is none. `labelEnd`: place after the label, where `=` should be. */
function itemOf(text: string, from: number, labelEnd: number, to: number): PerfdataItem | string {
  if (labelEnd < 0) return "a quote that is not closed";
  if (text[labelEnd] !== "=" || labelEnd >= to) return "no equals sign after the label";
  const label = unquoted(text.slice(from, labelEnd));
  if (label === "") return "an empty label";
  const semicolon = text.indexOf(";", labelEnd);
  const valueEnd = semicolon < 0 || semicolon > to ? to : semicolon;
  const printed = text.slice(labelEnd + 1, valueEnd);
  const number = VALUE.exec(printed)![0];
  const unit = printed.slice(number.length);
  if (unit.startsWith(",")) return "a decimal comma";
  if (number === "" && unit !== "") return "no number";
  if (!UNIT.test(unit) || unit.length > MAX_UNIT) return "no unit after the number";
  return { label, value: valueOf(number), unit, limits: text.slice(Math.min(valueEnd + 1, to), to) };
}

function valueOf(number: string): number {
  if (number === "") return NaN;
  const value = Number(number);
  // Adding 0 makes 0 of -0.
  return Number.isFinite(value) ? value + 0 : NaN;
}

/** Place after the label; negative if its quote is not closed. */
function endOfLabel(text: string, from: number, end: number): number {
  if (text[from] !== "'") {
    let at = from;
    while (at < end && text[at] !== "=" && !isBlank(text, at)) at++;
    return at;
  }
  for (let at = from + 1; at < end; at++) {
    if (text[at] !== "'") continue;
    if (text[at + 1] !== "'") return at + 1;
    at++;
  }
  return -1;
}

const unquoted = (label: string): string => (label.startsWith("'") ? label.slice(1, -1).replaceAll("''", "'") : label);

function endOfWord(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !isBlank(text, at)) at++;
  return at;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
}
