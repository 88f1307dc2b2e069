/**
 * About the number of instructions into which RE2 expands a regular expression: a counted repetition copies what it
 * repeats, so that a short pattern (`.{0,1000}` a hundred times) may take seconds to compile and a gigabyte.
 */
export function expandedSize(pattern: string): number {
  /** Sizes before the groups that are open. */
  const before: number[] = [];
  let total = 0;
  /** Size of what a repetition would repeat. */
  let last = 0;
  for (const [token, , least, most] of pattern.matchAll(TOKENS)) {
    if (least !== undefined) {
      const times = Math.max(1, Number(least), most === "" ? Number(least) + 1 : Number(most ?? 0));
      total += last * (times - 1);
      last *= times;
    } else if (token === "(") before.push(total);
    else if (token === ")") last = total - (before.pop() ?? 0);
    else if (!"*+?|".includes(token)) {
      total += 1;
      last = 1;
    }
  }
  return total;
}

// A class of characters, an escape (also with braces), a counted repetition, anything else.
const TOKENS = /\[\^?\]?(?:\\[^]|[^\\\]])*\]?|\\[pPx]\{[^}]*\}|\\[^]|(\{(\d+)(?:,(\d*))?\})|[^]/g;
