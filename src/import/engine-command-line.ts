/**
 * Rewrites a command line of Centreon Engine so that it means the same here. That engine splits a line at blanks and
 * quotes and starts the program without a shell, so `&`, `*` or `$1` are plain characters there; here they would need a
 * shell. Each gets a backslash; most lines have none and stay unchanged.
 */
export const engineCommandLine = (line: string): string => withoutShell(line, () => 0);

/** The same for a line with macros, which stay. */
export const engineCommandDefinition = (line: string): string =>
  withoutShell(line, (rest) => MACRO.exec(rest)?.[0].length ?? 0);

const MACRO = /^\$(?:[A-Za-z_][\w.-]*(?::[^$]*)?)?\$/;

function withoutShell(line: string, macroLength: (rest: string) => number): string {
  let written = "";
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? "";
    const macro = character === "$" ? macroLength(line.slice(at)) : 0;
    if (macro > 0 || (character === "\\" && quote !== "'")) {
      const length = macro > 0 ? macro : 2;
      written += line.slice(at, at + length);
      at += length - 1;
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
