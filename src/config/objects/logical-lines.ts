import type { Diagnostics } from "./diagnostics.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Maximum length of a line with its continuations, in characters. */
export const MAX_LINE_LENGTH = 1024 * 1024;

/**
 * Calls `visit` for every line that is neither empty nor a `#` comment, trimmed, with its number from 1. A line that
 * ends with a backslash continues in the next one, whose leading white space is dropped; two backslashes at the end
 * stand for one and do not continue (Nagios 4 behaviour).
 */
export function forEachLogicalLine(
  text: string,
  file: string,
  problems: Diagnostics,
  visit: (line: string, number: number) => void,
): void {
  let number = 0;
  let start = 0;
  const nextLine = (): string => {
    const newline = text.indexOf("\n", start);
    const line = text.slice(start, newline < 0 ? text.length : newline).trimStart();
    start = newline < 0 ? text.length : newline + 1;
    number += 1;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  };
  while (start < text.length) {
    const first = nextLine();
    const firstNumber = number;
    const isContinued = first.endsWith("\\") && !first.startsWith("#");
    const line = (
      isContinued ? withContinuations(first, () => (start < text.length ? nextLine() : null)) : first
    ).trimEnd();
    if (line.length > MAX_LINE_LENGTH) problems.error({ file, line: firstNumber }, null, errorOf("line-too-long", {}));
    else if (line !== "" && !line.startsWith("#")) visit(line, firstNumber);
  }
}

// Pieces are joined once: removing the backslash from a growing string would copy it for every line.
function withContinuations(first: string, next: () => string | null): string {
  const pieces: string[] = [];
  let length = 0;
  for (let piece: string | null = first; piece !== null; piece = next()) {
    const isContinued = piece.endsWith("\\") && !piece.endsWith("\\\\");
    const content = piece.endsWith("\\") ? piece.slice(0, -1) : piece;
    // Beyond the limit, the rest still belongs to this line, but its text is not needed.
    if (length <= MAX_LINE_LENGTH) pieces.push(content);
    length += content.length;
    if (!isContinued) break;
  }
  return pieces.join("");
}
