import { memoize } from "../../../lib/memoize.ts";
import type { Piece } from "./pieces.ts";

export type Words =
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** Uses syntax that only a shell supports. */
  | { readonly kind: "needs-shell" }
  | { readonly kind: "unclosed-quote" };

/**
 * Splits a command line into words as sh does: blanks, both kinds of quotes, backslashes. A value becomes part of the
 * word around it, with any content; an empty one still makes an (empty) word, so that options keep their operands.
 * Values do not affect word boundaries, so lines that differ only in values are split once.
 */
export function splitWords(pieces: readonly Piece[]): Words {
  let line = "";
  for (const piece of pieces) {
    if (piece.kind === "value") line += SLOT;
    else if (piece.text.includes(SLOT)) return splitPieces(pieces);
    else line += piece.text;
  }
  const split = splitSlots(line);
  return split.kind === "words" ? { kind: "words", words: fillSlots(split.words, pieces) } : split;
}

const SLOT = "\0";

const MAX_CACHED_LINES = 2_000;

/** Splits a line in which values are slots; cached. */
const splitSlots = memoize(MAX_CACHED_LINES, (line) =>
  splitPieces(
    line.split(/(\0)/).map((text) => (text === SLOT ? { kind: "value", value: SLOT } : { kind: "text", text })),
  ),
);

/** Replaces the slots with the values of the pieces, in order. */
function fillSlots(words: readonly string[], pieces: readonly Piece[]): readonly string[] {
  const values = pieces.filter((piece) => piece.kind === "value");
  let next = 0;
  return words.map((word) => (word.includes(SLOT) ? word.replaceAll(SLOT, () => values[next++]!.value) : word));
}

/** Splits like `splitWords`, without the cache. */
export function splitPieces(pieces: readonly Piece[]): Words {
  const splitter = new Splitter();
  for (const piece of pieces) {
    if (piece.kind === "value") splitter.addValue(piece.value);
    else if (!splitter.addText(piece.text)) return { kind: "needs-shell" };
  }
  return splitter.finish();
}

const SHELL_CHARACTERS = new Set("|&;<>()`*?[\n");
// Builtins and keywords of sh, when they are the first word.
const SHELL_WORDS = new Set(
  (
    "if case for while until ! { [[ time . : alias bg break cd command continue eval exec exit export fg " +
    "getopts hash jobs local read readonly return set shift source times trap type ulimit umask unalias unset wait"
  ).split(" "),
);

/** Place of the next character for sh, to which a backslash and a line end are nothing. */
function afterContinuations(text: string, at: number): number {
  let next = at;
  while (text.startsWith("\\\n", next)) next += 2;
  return next;
}

class Splitter {
  readonly #words: string[] = [];
  #word: string | null = null;
  #quote: "" | '"' | "'" = "";
  /** True while the word consists of unquoted plain text; only then can it be a word of the shell. */
  #isPlain = true;
  #isAssignment = false;
  #isEscaped = false;

  addValue(value: string): void {
    // As in `\1` in double quotes, where sh keeps the backslash.
    if (this.#isEscaped && this.#quote === '"') this.#append("\\", false);
    this.#isEscaped = false;
    this.#append(value, false);
  }

  /** Returns false if a shell is needed. */
  addText(text: string): boolean {
    for (let at = 0; at < text.length; at++) {
      if (!this.#addCharacter(text[at]!, text[afterContinuations(text, at + 1)])) return false;
    }
    return true;
  }

  finish(): Words {
    if (this.#quote !== "") return { kind: "unclosed-quote" };
    // A backslash at the very end is an ordinary character (dash, bash).
    if (this.#isEscaped) this.#append("\\", false);
    return this.#endWord() ? { kind: "words", words: this.#words } : { kind: "needs-shell" };
  }

  #addCharacter(character: string, next: string | undefined): boolean {
    if (this.#isEscaped) return this.#addEscaped(character);
    if (this.#quote === "'") return character === "'" ? this.#setQuote("") : this.#append(character, false);
    if (character === "\\") return (this.#isEscaped = true);
    if (character === '"') return this.#setQuote(this.#quote === '"' ? "" : '"');
    if (character === "`" || (character === "$" && next !== undefined && /[A-Za-z0-9_{(@*#?$!'"-]/.test(next)))
      return false;
    if (this.#quote === '"') return this.#append(character, false);
    if (character === "'") return this.#setQuote("'");
    if (character === " " || character === "\t") return this.#endWord();
    if (SHELL_CHARACTERS.has(character) || (this.#word === null && (character === "#" || character === "~")))
      return false;
    if (character === "=" && this.#isPlain && /^[A-Za-z_][A-Za-z0-9_]*\+?$/.test(this.#word ?? ""))
      this.#isAssignment = true;
    return this.#append(character, this.#isPlain);
  }

  #addEscaped(character: string): boolean {
    this.#isEscaped = false;
    if (character === "\n") return true;
    const isLiteral = this.#quote === '"' && !'$`"\\'.includes(character);
    return this.#append(isLiteral ? `\\${character}` : character, false);
  }

  #setQuote(quote: "" | '"' | "'"): true {
    this.#quote = quote;
    return this.#append("", false);
  }

  #append(text: string, isPlain: boolean): true {
    this.#isPlain = isPlain;
    this.#word = (this.#word ?? "") + text;
    return true;
  }

  #endWord(): boolean {
    const word = this.#word;
    if (word === null) return true;
    const isShellWord = this.#isAssignment || (this.#isPlain && SHELL_WORDS.has(word));
    this.#word = null;
    this.#isPlain = true;
    this.#isAssignment = false;
    return !(this.#words.push(word) === 1 && isShellWord);
  }
}
