import type { Piece } from "./pieces.ts";

/**
 * Command line for `/bin/sh -c`, with the values as its positional parameters `$1`, `$2`, ... The shell expands a
 * parameter after it has parsed the script, so a value can never become part of the script.
 */
export type Script =
  | { readonly kind: "script"; readonly script: string; readonly values: readonly string[] }
  | { readonly kind: "unusable"; readonly reason: string };

/** Inserts each value into the script as `"${n}"`, adapted to the quotes around it. */
export function buildScript(pieces: readonly Piece[]): Script {
  const writer = new ScriptWriter();
  const values: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === "text") writer.addText(piece.text);
    else if (!writer.addParameter(values.push(piece.value))) return { kind: "unusable", reason: UNQUOTABLE_REASON };
  }
  return { kind: "script", script: writer.script, values };
}

const UNQUOTABLE_REASON =
  "a host or service macro stands where its value cannot be quoted: in ${…}, $((…)) or backquotes within double quotes";

/** Nesting level of the shell grammar that has its own quotes. */
interface Frame {
  readonly kind: "command" | "backquote" | "expression";
  readonly isInDoubleQuotes: boolean;
  quote: "" | '"' | "'";
  /** Number of parentheses open within it. */
  depth: number;
}

class ScriptWriter {
  script = "";
  readonly #frames: Frame[] = [{ kind: "command", isInDoubleQuotes: false, quote: "", depth: 0 }];

  /** Returns false where a parameter could not stay a single word that the shell does not interpret. */
  addParameter(position: number): boolean {
    const frame = this.#frame;
    if (
      this.#frames.some(
        ({ kind, isInDoubleQuotes }) => kind === "expression" || (kind === "backquote" && isInDoubleQuotes),
      )
    )
      return false;
    this.#protectEnd(frame);
    const parameter = `\${${position}}`;
    this.script += frame.quote === '"' ? parameter : frame.quote === "'" ? `'"${parameter}"'` : `"${parameter}"`;
    return true;
  }

  addText(text: string): void {
    for (let at = 0; at < text.length; at++) at += this.#addCharacter(text, at) - 1;
  }

  /** Writes the token that begins at `at`; returns its length in characters. */
  #addCharacter(text: string, at: number): number {
    const frame = this.#frame;
    const character = text[at]!;
    if (frame.quote === "'") {
      if (character === "'") frame.quote = "";
      return this.#write(character);
    }
    if (character === "\\") return this.#write(text.slice(at, at + 2));
    if (character === '"') frame.quote = frame.quote === '"' ? "" : '"';
    else if (character === "'" && frame.quote === "" && frame.kind !== "expression") frame.quote = "'";
    else if (character === "`") this.#backquote();
    else if (character === "$") return this.#dollar(text, at);
    else if (frame.quote === "") this.#parenthesis(character);
    return this.#write(character);
  }

  #dollar(text: string, at: number): number {
    const opening = /^\$(\(\(|\(|\{)?/.exec(text.slice(at, at + 3))![0];
    if (opening === "$((") this.#open("expression", 2);
    else if (opening === "$(") this.#open("command", 1);
    else if (opening === "${") this.#open("expression", 1);
    return this.#write(opening);
  }

  #parenthesis(character: string): void {
    const frame = this.#frame;
    if (character === "(" || (character === "{" && frame.kind === "expression")) frame.depth++;
    if (character === ")" || (character === "}" && frame.kind === "expression")) frame.depth--;
    if (frame.depth <= 0 && this.#frames.length > 1 && frame.kind !== "backquote" && ")}".includes(character))
      this.#frames.pop();
  }

  #backquote(): void {
    if (this.#frame.kind === "backquote") this.#frames.pop();
    else this.#open("backquote", 0);
  }

  #open(kind: Frame["kind"], depth: number): void {
    const isInDoubleQuotes = this.#frame.quote === '"' || this.#frame.isInDoubleQuotes;
    this.#frames.push({ kind, isInDoubleQuotes, quote: "", depth });
  }

  /**
   * Makes a backslash or a dollar sign directly before the parameter a literal; otherwise it would escape or split it.
   */
  #protectEnd(frame: Frame): void {
    if (frame.quote === "'") return;
    const isEscape = backslashesBefore(this.script, this.script.length) % 2 === 1;
    const isLoneDollar = this.script.endsWith("$") && backslashesBefore(this.script, this.script.length - 1) % 2 === 0;
    if (isEscape) this.script = frame.quote === '"' ? `${this.script}\\` : this.script.slice(0, -1);
    else if (isLoneDollar) this.script = `${this.script.slice(0, -1)}\\$`;
  }

  get #frame(): Frame {
    return this.#frames.at(-1)!;
  }

  #write(text: string): number {
    this.script += text;
    return text.length;
  }
}

function backslashesBefore(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === "\\") start--;
  return end - start;
}
