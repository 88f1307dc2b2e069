/** Value of a number or duration literal without sign (`1e3`, `0x1f`, `1_000`, `Inf`, `5m` in seconds); null if invalid. */
export function parseNumber(text: string): number | null {
  const plain = text.replaceAll("_", "").toLowerCase();
  if (plain === "inf") return Infinity;
  if (plain === "nan") return NaN;
  // Go's syntax, which PromQL follows: a leading zero means octal, if all digits are.
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  if (/^(0x[0-9a-f]+|(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?)$/.test(plain)) return Number(plain);
  const durationMs = parseDurationMs(text);
  return durationMs === null ? null : durationMs / 1000;
}

/** Milliseconds of `1h30m`, or of a bare number of seconds; null if the text is neither. */
export function parseDurationMs(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const match = DURATION.exec(text);
  if (match === null || text === "") return null;
  return UNIT_MS.reduce((sum, unitMs, index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
}

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const SECOND = 1000;
const DAY = 86_400 * SECOND;
const UNIT_MS = [365 * DAY, 7 * DAY, DAY, 3_600 * SECOND, 60 * SECOND, SECOND, 1];

/**
 * Text of a quoted literal; escapes are those of Go, and none exist between backquotes. Returns the fault, as text, if
 * it is not well formed.
 */
export function parseString(literal: string): { readonly text: string } | { readonly fault: string } {
  const quote = literal[0]!;
  if (literal.length < 2 || !literal.endsWith(quote)) return { fault: "unterminated string" };
  const inner = literal.slice(1, -1);
  if (quote === "`") return { text: inner };
  // With an odd number of backslashes before it, the last quote is escaped.
  let backslashes = 0;
  while (inner.at(-1 - backslashes) === "\\") backslashes++;
  if (backslashes % 2 === 1) return { fault: "unterminated string" };
  let fault: string | null = null;
  const text = inner.replaceAll(ESCAPE, (escape) => {
    const value = unescape(escape, quote);
    fault ??= value === null ? `unknown escape sequence ${escape} in a string` : null;
    return value ?? "";
  });
  return fault === null ? { text } : { fault };
}

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[^])/g;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

function unescape(escape: string, quote: string): string | null {
  const kind = escape[1]!;
  if (escape.length === 2) return kind === quote ? quote : (SIMPLE_ESCAPES[kind] ?? null);
  const isOctal = /[0-7]/.test(kind);
  const code = isOctal ? Number.parseInt(escape.slice(1), 8) : Number.parseInt(escape.slice(2), 16);
  return code > 0x10_ff_ff || (isOctal && code > 255) ? null : String.fromCodePoint(code);
}
