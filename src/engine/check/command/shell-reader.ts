/** Word of a shell script as the shell will see it once quotes are removed. */
export interface ShellWord {
  /** Without quotes; each expansion is the character NUL. */
  readonly text: string;
  /** True if the word is exactly `text`: no expansion, pattern or brace. */
  readonly isConstant: boolean;
  /** True if it contains an expansion, in which a value from outside may be. */
  readonly hasValue: boolean;
  /** True if such an expansion is outside of quotes, where the shell splits it into words. */
  readonly isSplit: boolean;
}

/** Simple command: its words without assignments and redirections. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellWord[];
  /** Files of redirections. */
  readonly files: readonly ShellWord[];
}

export type ShellReading =
  | { readonly kind: "commands"; readonly commands: readonly ShellCommand[] }
  /** Syntax beyond this reader, or in which a value could be read as script text. */
  | { readonly kind: "beyond"; readonly syntax: string };

/**
 * Reads a script of `sh` into its simple commands, those in substitutions included. Reads only what it fully
 * understands (lists, pipelines, `if`, `while`, groups, quotes, parameters, `$(…)`): anything else is `beyond`.
 */
export function readShell(script: string): ShellReading {
  try {
    const reader = new Reader(script);
    reader.readList("");
    return { kind: "commands", commands: reader.commands };
  } catch (error) {
    if (error instanceof BeyondReader) return { kind: "beyond", syntax: error.message };
    throw error;
  }
}

class BeyondReader extends Error {}

const MAX_DEPTH = 50;

const SKIPPED_WORDS = new Set(["if", "then", "elif", "else", "fi", "while", "until", "do", "done", "{", "}", "!"]);
const UNREAD_WORDS = new Set(["for", "case", "select", "function", "[[", "coproc", "in", "esac"]);
const PARAMETER = /\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*])/y;
const BRACED_PARAMETER = /\$\{(?:#?[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*])(?:(?::?[-=+]|##?|%%?)[^'"`$\\{}]*)?\}/y;

interface OpenWord {
  text: string;
  isConstant: boolean;
  hasValue: boolean;
  isSplit: boolean;
  /** True while no character was quoted or escaped. */
  isBare: boolean;
}

class Reader {
  readonly commands: ShellCommand[] = [];
  readonly #script: string;
  #at = 0;
  #values = 0;
  #depth = 0;

  constructor(script: string) {
    this.#script = script;
  }

  /** Reads commands up to the end of the script, or up to and including `closer`. */
  readList(closer: "" | ")"): void {
    if (++this.#depth > MAX_DEPTH) throw new BeyondReader("too many parentheses");
    let command = newCommand();
    const end = (): void => {
      if (command.words.length + command.assignments.length + command.files.length > 0) this.commands.push(command);
      command = newCommand();
    };
    for (;;) {
      this.#skipBlanks();
      const character = this.#script[this.#at];
      if (character === undefined || character === ")") {
        end();
        if ((character ?? "") !== closer) throw new BeyondReader("an unmatched parenthesis");
        this.#at++;
        this.#depth--;
        return;
      }
      if (character === "#") this.#skipComment();
      else if ("\n;&|".includes(character)) {
        if (this.#script.startsWith(";;", this.#at)) throw new BeyondReader("case");
        this.#at++;
        end();
      } else if (character === "(") {
        if (command.words.length + command.assignments.length > 0) throw new BeyondReader("a function or an array");
        if (this.#script[this.#at + 1] === "(") throw new BeyondReader("((…))");
        this.#at++;
        this.readList(")");
      } else if (character === "<" || character === ">") command.files.push(this.#readRedirection(command.words));
      else this.#addWord(command, this.#readWord());
    }
  }

  #addWord(command: OpenCommand, word: OpenWord): void {
    if (command.words.length === 0) {
      if (word.isBare && SKIPPED_WORDS.has(word.text)) return;
      if (word.isBare && UNREAD_WORDS.has(word.text)) throw new BeyondReader(word.text);
      if (ASSIGNMENT.test(word.text)) return void command.assignments.push(word);
    }
    command.words.push(word);
  }

  #skipBlanks(): void {
    for (;;) {
      if (" \t".includes(this.#script[this.#at] ?? "x")) this.#at++;
      else if (this.#script.startsWith("\\\n", this.#at)) this.#at += 2;
      else return;
    }
  }

  #skipComment(): void {
    const end = this.#script.indexOf("\n", this.#at);
    this.#at = end === -1 ? this.#script.length : end;
  }

  #readRedirection(words: ShellWord[]): ShellWord {
    // `2>`: the number belongs to the redirection.
    if (/[0-9]/.test(this.#script[this.#at - 1] ?? "") && /^[0-9]+$/.test(words.at(-1)?.text ?? "")) words.pop();
    const operator = /^(?:<<|>>|>&|<&|<>|>\||<|>)/.exec(this.#script.slice(this.#at, this.#at + 2))![0];
    if (operator === "<<") throw new BeyondReader("<<");
    this.#at += operator.length;
    this.#skipBlanks();
    const file = this.#readWord();
    if (!file.isConstant || file.text === "") throw new BeyondReader("a value in the name of a file");
    return file;
  }

  #readWord(): OpenWord {
    const word: OpenWord = { text: "", isConstant: true, hasValue: false, isSplit: false, isBare: true };
    const start = this.#at;
    for (let character; (character = this.#script[this.#at]) !== undefined;) {
      if (" \t\n;&|()<>".includes(character)) break;
      if (character === "'") this.#readSingleQuotes(word);
      else if (character === '"') this.#readDoubleQuotes(word);
      else if (character === "\\") this.#readEscape(word);
      else if (character === "$") this.#readDollar(word, false);
      else if (character === "`") this.#readBackquotes(word, false);
      else {
        const isTest = character === "[" && this.#at === start && /^[ \t]/.test(this.#script[start + 1] ?? "");
        if (("*?[".includes(character) && !isTest) || (character === "~" && this.#at === start))
          word.isConstant = false;
        if (character === "{" && this.#script.slice(this.#at + 1).search(/^(?:[\s;&|]|$)/) === -1)
          word.isConstant = false;
        word.text += character;
        this.#at++;
      }
    }
    return word;
  }

  #readSingleQuotes(word: OpenWord): void {
    const end = this.#script.indexOf("'", this.#at + 1);
    if (end === -1) throw new BeyondReader("an open quote");
    word.text += this.#script.slice(this.#at + 1, end);
    word.isBare = false;
    this.#at = end + 1;
  }

  #readDoubleQuotes(word: OpenWord): void {
    word.isBare = false;
    this.#at++;
    for (let character; (character = this.#script[this.#at]) !== '"';) {
      if (character === undefined) throw new BeyondReader("an open quote");
      if (character === "$") this.#readDollar(word, true);
      else if (character === "`") this.#readBackquotes(word, true);
      else if (character === "\\") {
        const next = this.#script[this.#at + 1] ?? "";
        if (next !== "\n") word.text += '$`"\\'.includes(next) ? next : `\\${next}`;
        this.#at += 2;
      } else {
        word.text += character;
        this.#at++;
      }
    }
    this.#at++;
  }

  /** A backslash at the end of the script is an ordinary character (dash, bash). */
  #readEscape(word: OpenWord): void {
    const next = this.#script[this.#at + 1] ?? "\\";
    if (next !== "\n") {
      word.text += next;
      word.isBare = false;
    }
    this.#at += 2;
  }

  #readDollar(word: OpenWord, isQuoted: boolean): void {
    const next = this.#script[this.#at + 1] ?? "";
    if (next === "(") return this.#readSubstitution(word, isQuoted);
    if (next === "[" || (!isQuoted && (next === "'" || next === '"'))) throw new BeyondReader(`$${next}`);
    const parameter = this.#match(next === "{" ? BRACED_PARAMETER : PARAMETER);
    if (parameter !== null) {
      this.#values++;
      this.#at += parameter.length;
      return expand(word, true, isQuoted);
    }
    if (next === "{") throw new BeyondReader("${…}");
    if (next !== "" && "?#$!-".includes(next)) {
      this.#at += 2;
      return expand(word, false, isQuoted);
    }
    word.text += "$";
    this.#at++;
  }

  #readSubstitution(word: OpenWord, isQuoted: boolean): void {
    if (this.#script[this.#at + 2] === "(") throw new BeyondReader("$((…))");
    const before = this.#values;
    this.#at += 2;
    this.readList(")");
    expand(word, this.#values > before, isQuoted);
  }

  /** Only simple ones: within backquotes, backslashes and double quotes are read twice. */
  #readBackquotes(word: OpenWord, isQuoted: boolean): void {
    const end = this.#script.indexOf("`", this.#at + 1);
    const text = this.#script.slice(this.#at + 1, end);
    if (end === -1 || text.includes("\\") || (isQuoted && text.includes('"'))) throw new BeyondReader("`…`");
    const inner = new Reader(text);
    inner.readList("");
    this.commands.push(...inner.commands);
    this.#values += inner.#values;
    this.#at = end + 1;
    expand(word, inner.#values > 0, isQuoted);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#script)?.[0] ?? null;
  }
}

interface OpenCommand {
  readonly words: ShellWord[];
  readonly assignments: ShellWord[];
  readonly files: ShellWord[];
}

const newCommand = (): OpenCommand => ({ words: [], assignments: [], files: [] });

/** `NAME=…`; quotes are gone, so that a program of such a name would count as one, too. */
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;

function expand(word: OpenWord, hasValue: boolean, isQuoted: boolean): void {
  word.text += "\0";
  word.isConstant = false;
  word.isBare = false;
  word.hasValue ||= hasValue;
  word.isSplit ||= hasValue && !isQuoted;
}
