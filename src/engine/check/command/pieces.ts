import { macroAsWritten, parseTemplate } from "../macro/template.ts";
import { findMacro } from "../macros.ts";
import type { MacroContext } from "../macro/macro-context.ts";

/**
 * Part of a command line with macros replaced, before it is split into words. `text` is command text and may contain
 * quotes and shell syntax; a `value` comes from outside and is never interpreted.
 */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "value";
      readonly value: string;
      /** True for text of plugins and people, which changes while the server runs. */
      readonly isFreeText?: boolean;
    };

export interface ExpandedCommand {
  /** Never has two adjacent texts. */
  readonly pieces: readonly Piece[];
  /** For people: all macros replaced except secrets, which stay as macros. */
  readonly shown: string;
}

/**
 * Replaces the macros of a command line. `args` are the arguments of the call (`$ARG1$` is the first); macros in them
 * are replaced too. With `secretsAreValues`, a secret is part of one argument instead of command text.
 */
export function expandCommand(
  line: string,
  args: readonly string[],
  context: MacroContext,
  secretsAreValues = false,
): ExpandedCommand {
  const expansion: Expansion = { pieces: [], shown: "", secretsAreValues };
  expandInto(expansion, line, args, context);
  return expansion;
}

interface Expansion {
  readonly pieces: Piece[];
  shown: string;
  readonly secretsAreValues: boolean;
}

function expandInto(into: Expansion, template: string, args: readonly string[], context: MacroContext): void {
  for (const part of parseTemplate(template)) {
    if (part.kind === "text") {
      addText(into, part.text, part.text);
      continue;
    }
    const argument = /^ARG(\d+)$/.exec(part.name);
    if (argument !== null) expandInto(into, args[Number(argument[1]) - 1] ?? "", [], context);
    else expandMacro(into, part.name, part.operands, context);
  }
}

function expandMacro(into: Expansion, name: string, operands: readonly string[], context: MacroContext): void {
  const macro = findMacro(name, operands, context);
  if (macro === null) return;
  const text = macro.text.replaceAll("\0", "");
  const shown = macro.isSecret ? macroAsWritten(name, operands) : text;
  if (macro.origin === "command-text" && !(macro.isSecret && into.secretsAreValues)) return addText(into, text, shown);
  into.pieces.push({ kind: "value", value: text, isFreeText: FREE_TEXT.test(name) });
  into.shown += shown;
}

const FREE_TEXT = /OUTPUT$|PERFDATA$|COMMENT$|AUTHOR/;

function addText(into: Expansion, text: string, shown: string): void {
  into.shown += shown;
  const last = into.pieces.at(-1);
  if (last?.kind === "text") into.pieces[into.pieces.length - 1] = { kind: "text", text: last.text + text };
  else if (text !== "") into.pieces.push({ kind: "text", text });
}
