import { memoize } from "../../../lib/memoize.ts";
import { AWKS, OTHER_SHELLS, PLAIN_PROGRAMS, programName, SEDS, SHELLS, STARTERS } from "./program-names.ts";
import {
  CODE_VARIABLE,
  CODE_BUILTINS,
  DANGEROUS_VARIABLE,
  FORBIDDEN_WORDS,
  INTERPRETERS,
  MAIL_SETTING,
  NAME_BUILTINS,
  NUMBER_BUILTINS,
  OPTIONS_START_PROGRAMS,
  WRAPPERS,
} from "./program-rules.ts";
import type { WrapperRule } from "./program-rules.ts";
import { readShell } from "./shell-reader.ts";
import type { ShellCommand, ShellWord } from "./shell-reader.ts";
import { unprovenPlaceOfUnlisted } from "./unlisted-program.ts";
import { fileReadByName } from "./written-files.ts";

const MAX_CACHED = 2_000;

/**
 * Place of a script for `/bin/sh -c` where a value might be read as code; null if every value, which are the positional
 * parameters and variables of the script, is provably an argument, the input or the environment of a program. Cached.
 */
export const unprovenPlaceInScript = memoize(MAX_CACHED, judgeScript);

/** The same for a program and its arguments: a JSON array of words, in which values are NUL. Cached. */
export const unprovenPlaceInWords = memoize(MAX_CACHED, (text) => {
  const words = (JSON.parse(text) as string[]).map(wordOf);
  const written = fileReadByName({ words, assignments: [], files: [] });
  return written === null ? placeInCommand(words) : settingsFile(written);
});

function placeInCommand(words: readonly ShellWord[]): string | null {
  const judged: Judged = { started: [], place: null };
  judgeCommand(words, judged);
  return judged.place;
}

const settingsFile = (path: string): string => `the file ${path}, which programs may read as settings`;

const wordOf = (text: string): ShellWord => ({
  text,
  isConstant: !text.includes("\0"),
  hasValue: text.includes("\0"),
  isSplit: false,
});

interface Judged {
  /** Words that name a program or a script file. */
  readonly started: ShellWord[];
  place: string | null;
}

function judgeScript(script: string): string | null {
  const reading = readShell(script);
  if (reading.kind === "beyond") return `shell syntax that is not followed: ${reading.syntax}`;
  const judged: Judged = { started: [], place: null };
  for (const command of reading.commands) {
    for (const assignment of command.assignments) judgeVariable(assignment, judged);
    const written = fileReadByName(command);
    if (written !== null) mark(judged, settingsFile(written));
    judgeCommand(command.words, judged);
  }
  return judged.place ?? startedFromWritten(reading.commands, judged.started);
}

/** A program or script that the same command line names as a file: it may have been written there from a value. */
function startedFromWritten(commands: readonly ShellCommand[], started: readonly ShellWord[]): string | null {
  for (const { text } of started) {
    const isWritten = commands.some(
      ({ words, files }) =>
        files.some((file) => lastPart(file.text) === lastPart(text)) ||
        (text.includes("/") && words.some((word) => !started.includes(word) && lastPart(word.text) === lastPart(text))),
    );
    if (isWritten) return `${text}, which the same command line may write`;
  }
  return null;
}

const lastPart = (path: string): string => path.slice(path.search(/[^/=]*$/));

const mark = (judged: Judged, place: string): void => {
  judged.place ??= place;
};

function judgeVariable(assignment: ShellWord, judged: Judged): void {
  const name = assignment.text.slice(0, assignment.text.indexOf("="));
  const isDangerous = CODE_VARIABLE.test(name) || (assignment.hasValue && DANGEROUS_VARIABLE.test(name));
  if (isDangerous) mark(judged, `the variable ${name}`);
}

function judgeCommand(words: readonly ShellWord[], judged: Judged): void {
  const [program, ...rest] = words;
  if (program === undefined) return;
  if (words.some((word) => word.isSplit))
    return mark(judged, "a $NAME or $(…) without double quotes, which the shell splits");
  if (!program.isConstant) return mark(judged, "the name of a program");
  const name = programName(program.text);
  const { text } = program;
  judged.started.push(program);
  const wrapped = WRAPPERS.get(name);
  if (wrapped !== undefined) return judgeWrapper(name, wrapped, rest, judged);
  if (SHELLS.has(name) || OTHER_SHELLS.has(name)) return judgeShell(name, rest, judged);
  const interpreter = INTERPRETERS.get(name);
  if (interpreter !== undefined) return judgeInterpreter(name, interpreter, rest, judged);
  if (STARTERS.has(name) || CODE_BUILTINS.has(text)) return mark(judged, name);
  if (AWKS.has(name)) return judgeAwk(name, rest, judged);
  if (SEDS.has(name)) return judgeSed(name, rest, judged);
  if (NAME_BUILTINS.has(text)) return judgeNames(name, rest, judged);
  if (NUMBER_BUILTINS.has(text) && rest.some((word) => word.hasValue)) return mark(judged, `an argument of ${name}`);
  if (PLAIN_PROGRAMS.has(name)) return judgePlain(name, rest, judged);
  const place = unprovenPlaceOfUnlisted(text, rest, placeInCommand, judgeScript);
  if (place !== null) mark(judged, place);
}

/** Programs such as `sudo` and `timeout`, which start the program after their own options. */
function judgeWrapper(name: string, rule: WrapperRule, rest: readonly ShellWord[], judged: Judged): void {
  // Without it, runuser starts a shell like su.
  if (name === "runuser" && rest[0]?.text !== "-u") return mark(judged, name);
  let at = 0;
  let operands = rule.operands;
  for (; at < rest.length; at++) {
    const word = rest[at]!;
    if (word.isConstant && word.text === "--") {
      at++;
      break;
    }
    if (rule.takesVariables && /^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text)) judgeVariable(word, judged);
    else if (!word.isConstant) break;
    else if (word.text.startsWith("-")) {
      const length = optionLength(word.text, rule);
      if (length === 0) return mark(judged, `${name} ${word.text}`);
      if (length === 2 && rest[++at]?.isConstant !== true) return mark(judged, `${name} ${word.text}`);
    } else if (operands > 0) operands--;
    else break;
  }
  const inner = rest.slice(at + (rest[at - 1]?.text === "--" ? operands : 0));
  // After its operands `flock` knows one more option.
  if (inner[0]?.text === "-c" || inner[0]?.text === "--command") return mark(judged, `${name} -c`);
  judgeCommand(inner, judged);
}

/** Number of words of an option with its operand; 0 for an unknown one. */
function optionLength(text: string, { flags, valued }: WrapperRule): 0 | 1 | 2 {
  if (
    flags.includes(text) ||
    (/^-[a-zA-Z]{2,}$/.test(text) &&
      text
        .slice(1)
        .split("")
        .every((x) => flags.includes(`-${x}`)))
  )
    return 1;
  if (valued.includes(text)) return 2;
  const isAttached = valued.some((option) =>
    option.startsWith("--") ? text.startsWith(`${option}=`) : !text.startsWith("--") && text.startsWith(option),
  );
  return isAttached ? 1 : 0;
}

function judgeShell(name: string, rest: readonly ShellWord[], judged: Judged): void {
  let givesScript = false;
  for (const [at, word] of rest.entries()) {
    if (!word.isConstant) return mark(judged, givesScript ? `the script of ${name} -c` : `a script of ${name}`);
    // Unknown: `-i` and `-l` read a file of the user, `-o` has an operand, `-s` reads the input, a lone sign differs by
    // shell.
    if (/^(?:[-+](?:[a-zA-Z]*[ilosO][a-zA-Z]*)?|--login)$/.test(word.text)) return mark(judged, `${name} ${word.text}`);
    if (/^[-+][a-zA-Z]+$/.test(word.text)) {
      givesScript ||= word.text.startsWith("-") && word.text.includes("c");
    } else if (!/^(?:--|--norc|--noprofile|--posix)$/.test(word.text)) {
      if (!givesScript) return judgeFile(name, word, judged);
      const inner = OTHER_SHELLS.has(name) ? "a shell whose syntax is not followed" : judgeScript(word.text);
      return inner === null ? undefined : mark(judged, `${name} -c: ${inner}`);
    } else if (word.text === "--" && rest[at + 1] === undefined) break;
  }
  mark(judged, `the input of ${name}`);
}

/** A file of commands: what it does with its arguments is its own. */
function judgeFile(name: string, file: ShellWord, judged: Judged): void {
  if (file.text.startsWith("-") || /^\/(?:dev|proc)\//.test(file.text)) return mark(judged, `${name} ${file.text}`);
  judged.started.push(file);
}

/** Modules of Python that run code of their arguments. */
const CODE_MODULES =
  /^(?:pdb|bdb|timeit|trace|c?[pP]rofile|code|runpy|doctest|unittest|idlelib|IPython|pytest)(?:\.|$)/;

function judgeInterpreter(
  name: string,
  { flags, code }: { readonly flags: RegExp; readonly code: RegExp },
  rest: readonly ShellWord[],
  judged: Judged,
): void {
  const first = rest.findIndex((word) => !word.isConstant || !flags.test(word.text));
  const word = rest[first];
  const module = rest[first - 1]?.text === "-m" ? word?.text : undefined;
  if (module !== undefined && CODE_MODULES.test(module)) return mark(judged, `${name} -m ${module}`);
  if (word === undefined) return mark(judged, `the input of ${name}`);
  if (word.isConstant && !word.text.startsWith("-") && !code.test(word.text)) return judgeFile(name, word, judged);
  // Code in the command line may still read its arguments as code or open them as pipes (perl -n).
  const isConstantCode =
    rest.every((each) => each.isConstant) && code.test(word.text) && !rest.some((each) => /^-[IM]/.test(each.text));
  if (!isConstantCode) mark(judged, `an argument of ${name} ${word.isConstant ? word.text : ""}`.trimEnd());
}

function judgeAwk(name: string, rest: readonly ShellWord[], judged: Judged): void {
  let at = 0;
  for (; rest[at]?.text.startsWith("-") === true; at++) {
    if (!/^-[Fv]/.test(rest[at]!.text)) return mark(judged, `${name} ${rest[at]!.text}`);
    if (rest[at]!.text.length === 2) at++;
  }
  const program = rest[at];
  const isPlainProgram =
    program?.isConstant === true && !/\bsystem\b|\bgetline\b|\||@/.test(program.text.replaceAll("||", ""));
  if (!isPlainProgram) mark(judged, `the program of ${name}`);
}

// GNU sed runs commands by `e`.
const PLAIN_SED =
  /^(?:\s*(?:[0-9$]+(?:,[0-9$]+)?)?\s*(?:s([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[gpiI0-9]*|[dpqn=])\s*(?:;|$))*$/;

function judgeSed(name: string, rest: readonly ShellWord[], judged: Judged): void {
  const options = rest.filter((word) => word.text.startsWith("-"));
  const scripts = rest.flatMap((word, at) => (rest[at - 1]?.text === "-e" ? [word] : []));
  const script = scripts.length > 0 ? scripts : rest.filter((word) => !word.text.startsWith("-")).slice(0, 1);
  const isPlain =
    options.every((word) => word.isConstant && /^-[nerEuz]+$/.test(word.text)) &&
    script.length > 0 &&
    script.every((word) => word.isConstant && PLAIN_SED.test(word.text));
  if (!isPlain) mark(judged, `the program of ${name}`);
}

/** A shell evaluates expressions in the name of a variable: `a[$(…)]`, and in the value of some, as `RANDOM`. */
function judgeNames(name: string, rest: readonly ShellWord[], judged: Judged): void {
  for (const word of rest) {
    const isAssignment = /^(?:export|readonly)$/.test(name) && /^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text);
    if (isAssignment) judgeVariable(word, judged);
    else if (word.hasValue) mark(judged, `an argument of ${name}`);
    else if (/^(?:read|getopts)$/.test(name) && DANGEROUS_VARIABLE.test(word.text))
      mark(judged, `${name} ${word.text}`);
  }
}

function judgePlain(name: string, rest: readonly ShellWord[], judged: Judged): void {
  const forbidden = FORBIDDEN_WORDS.get(name);
  const word = forbidden && rest.find(({ text }) => forbidden.test(text));
  if (word !== undefined) return mark(judged, `${name} ${word.text.replaceAll("\0", "…")}`);
  // As an option (`-v`) it would make a shell evaluate the next word.
  const isOption = (at: number): boolean => rest[at]?.text.startsWith("\0") === true;
  if (name === "printf" && isOption(0)) mark(judged, "the format of printf");
  if ((name === "test" || name === "[") && rest.some((_, at) => isOption(at) && rest[at + 1]?.hasValue === true))
    mark(judged, `two values in a row in ${name}`);
  if (OPTIONS_START_PROGRAMS.has(name) && rest.some((_, at) => isOption(at)))
    mark(judged, `a value that may be an option of ${name}`);
  if (
    /mail|nail|mutt/.test(name) &&
    rest.some(({ hasValue }, at) => hasValue && MAIL_SETTING.test(rest[at - 1]?.text ?? ""))
  )
    mark(judged, `a setting of ${name}`);
}
