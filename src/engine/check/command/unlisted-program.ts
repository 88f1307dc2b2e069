import { INTERPRETERS, WRAPPERS } from "./program-rules.ts";
import { ALSO_WORDS, AWKS, OTHER_SHELLS, programName, SEDS, SHELLS, STARTERS } from "./program-names.ts";
import type { ShellWord } from "./shell-reader.ts";

/**
 * Judges a program that no list has, such as a plugin: it may start what its arguments name. A value is provably its own
 * only if no other argument is, or contains, the call of a program that reads code, and if none asks for a command.
 * `judgeTail` gives the unproven place of words that are a command of their own, `judgeScript` that of a script.
 */
export function unprovenPlaceOfUnlisted(
  program: string,
  rest: readonly ShellWord[],
  judgeTail: (words: readonly ShellWord[]) => string | null,
  judgeScript: (script: string) => string | null,
): string | null {
  for (const [at, word] of rest.entries()) {
    const place =
      (namesProgram(word, rest[at - 1]?.text ?? "--", rest[at + 1]?.text ?? "") ? judgeTail(rest.slice(at)) : null) ??
      placeInText(word, judgeScript) ??
      (word.hasValue ? placeAfterOption(program, word, rest[at - 1]) : null);
    if (place !== null) return `${place}, as an argument of ${program}`;
  }
  return null;
}

function namesProgram({ text, isConstant }: ShellWord, before: string, next: string): boolean {
  if (!isConstant || text.startsWith("-")) return false;
  const name = programName(text);
  if (!isListed(name)) return false;
  if (!ALSO_WORDS.has(name) || text.includes("/")) return true;
  // Not `--type service -e "…"`.
  return LETTER_OF_CODE.test(next) && (before === "--" || !before.startsWith("-"));
}

const isListed = (name: string): boolean =>
  readsCode(name) || WRAPPERS.has(name) || STARTERS.has(name) || AWKS.has(name) || SEDS.has(name);

const readsCode = (name: string): boolean => SHELLS.has(name) || OTHER_SHELLS.has(name) || INTERPRETERS.has(name);

/** Programs that nobody names at the beginning of an ordinary text. */
const IN_TEXT = new Set("perl python ruby php su sudo doas xargs eval nohup setsid".split(" "));

/** A command line, or a script, as part of one argument: `-c "sh -c …"`, `--shell=/bin/sh`, `eval "$1"`. */
function placeInText({ text, isConstant }: ShellWord, judgeScript: (script: string) => string | null): string | null {
  const attached = /^--?[\w-]+=([^\s=]+)$/.exec(text)?.[1];
  if (attached !== undefined && isConstant && readsCode(programName(attached)))
    if (attached.includes("/") || !ALSO_WORDS.has(attached)) return text;
  if (isConstant && /\$[A-Za-z0-9_{(@*]|`/.test(text)) {
    const place = judgeScript(text);
    if (place !== null) return place;
  }
  for (const part of text.replace(/^--?[\w-]+=/, "").split(/[;&|()`\n]|\$\(/)) {
    const called = /^[\s'"]*(?:\w+=\S*\s+)*([^\s'"]+)['"]?\s+\S/.exec(part)?.[1];
    if (called === undefined) continue;
    const name = programName(called);
    const isCall = called.includes("/") ? isListed(name) : SHELLS.has(name) || IN_TEXT.has(name);
    if (isCall) return called.replaceAll("\0", "…");
  }
  return null;
}

// As in `--rsh=…`, `--use-shell …`, `-oProxyCommand=…`.
const ASKS_FOR_COMMAND = /^--(?:[a-z-]+-)?(?:command|cmd|exec|execute|eval|shell|rsh|pager|editor|script|filter)$/;
const SETS_COMMAND = /[a-z:]-?(?:Command|Program|Exec|Invoke|Editor|Pager)(?:\[[^\]]*\])?$/;
const LETTER_OF_CODE = /^-[a-z]?[cex]$/;
const SYSTEM_FOLDER = /^(?:\/usr)?\/s?bin\/[^/]+$/;

function placeAfterOption(program: string, { text }: ShellWord, before: ShellWord | undefined): string | null {
  const [attached, ...others] = text.slice(0, text.indexOf("\0")).split("=");
  const option = others.length > 0 ? attached! : text.startsWith("\0") || !text.startsWith("-") ? before?.text : "";
  if (option === undefined) return null;
  if (ASKS_FOR_COMMAND.test(option) || (others.length > 0 && SETS_COMMAND.test(attached!))) return option;
  // A plugin has letters of its own; a program of the system with one of these letters mostly takes code by it.
  const isOfSystem = !program.includes("/") || SYSTEM_FOLDER.test(program);
  return isOfSystem && others.length === 0 && LETTER_OF_CODE.test(option) ? option : null;
}
