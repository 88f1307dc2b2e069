/**
 * Rewrites a command line of Centreon Engine so that it means the same here. That engine splits a line at blanks and
 * quotes and starts the program without a shell, so `&`, `*` or `$1` are plain characters there; here they would need a
 * shell. Each gets a backslash; most lines have none and stay unchanged.
 */
export function engineCommandLine(line: string): string {
  let written = "";
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? "";
    if (character === "\\" && quote !== "'") {
      written += line.slice(at, at + 2);
      at++;
      continue;
    }
    if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = "";
    else if (isSpecial(character, line[at + 1] ?? "", quote, /(^|\s)$/.test(line.slice(0, at)))) written += "\\";
    written += character;
  }
  return written;
}

function isSpecial(character: string, next: string, quote: string, isFirstOfWord: boolean): boolean {
  if (quote === "'") return false;
  if (character === "`" || (character === "$" && /[\w{(@*#?$!'"-]/.test(next))) return true;
  return quote === "" && ("|&;<>()*?[".includes(character) || (isFirstOfWord && "#~".includes(character)));
}
