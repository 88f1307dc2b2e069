const NEWLINE = 10;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

/** Longer lines are refused as a whole; the limit of Nagios is lower. */
export const MAX_LINE_BYTES = 65_536;

/** Splits the input from a pipe into lines, holding at most one unfinished line. */
export interface CommandLines {
  /** Lines that end in this chunk, without their newlines. Lines that are too long are omitted and counted. */
  push(chunk: Buffer): { readonly lines: readonly string[]; readonly tooLong: number };
}

/** Splits lines. Those that are not UTF-8 are read as Windows-1252, like plugin output. NUL is dropped. */
export function createCommandLines(): CommandLines {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let isSkipping = false;

  const keepBegun = (rest: Buffer): void => {
    if (isSkipping || rest.length === 0) return;
    // Copied, because the memory of the chunk may be reused.
    begun.push(Buffer.from(rest));
    begunBytes += rest.length;
    if (begunBytes <= MAX_LINE_BYTES) return;
    begun = [];
    begunBytes = 0;
    isSkipping = true;
  };

  return {
    push(chunk) {
      const last = chunk.lastIndexOf(NEWLINE);
      if (last === -1) {
        keepBegun(chunk);
        return { lines: [], tooLong: 0 };
      }
      let start = 0;
      let tooLong = 0;
      if (isSkipping) {
        start = chunk.indexOf(NEWLINE) + 1;
        tooLong = 1;
        isSkipping = false;
      }
      const whole = Buffer.concat([...begun, chunk.subarray(start, Math.max(start, last))]);
      begun = [];
      begunBytes = 0;
      const isEmpty = start > last;
      keepBegun(chunk.subarray(last + 1));
      const found = isEmpty ? [] : linesOf(whole);
      const lines = found.filter(isShort);
      return { lines, tooLong: tooLong + found.length - lines.length };
    },
  };
}

function linesOf(block: Buffer): string[] {
  const text = decoded(block);
  if (text === undefined) return splitBytes(block).map((line) => withoutNul(decoded(line) ?? windows1252.decode(line)));
  return withoutNul(text).split("\n");
}

// A UTF-16 unit takes at most three bytes.
const isShort = (line: string): boolean =>
  line.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(line) <= MAX_LINE_BYTES;

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const withoutNul = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "") : text);

function splitBytes(block: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, start)) {
    lines.push(block.subarray(start, end));
    start = end + 1;
  }
  return [...lines, block.subarray(start)];
}
