/**
 * A command line as Centreon Engine runs it, written so that it means the same here. That engine splits a line at blanks and
 * quotes and starts the program itself, so signs such as `&`, `*` or `$1` are plain characters to it; here they would ask for a
 * shell. Each of them gets a backslash; most lines have none and stay as they are.
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
    else if (meansSomething(character, line[at + 1] ?? "", quote, /(^|\s)$/.test(line.slice(0, at)))) written += "\\";
    written += character;
  }
  return written;
}

function meansSomething(character: string, next: string, quote: string, isFirstOfWord: boolean): boolean {
  if (quote === "'") return false;
  if (character === "`" || (character === "$" && /[\w{(@*#?$!'"-]/.test(next))) return true;
  return quote === "" && ("|&;<>()*?[".includes(character) || (isFirstOfWord && "#~".includes(character)));
}
