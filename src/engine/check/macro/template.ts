import { memoize } from "../../../lib/memoize.ts";

/** Part of a text with macros. `name` is the text between the dollar signs, without on-demand operands. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "macro"; readonly name: string; readonly operands: readonly string[] };

// `$$` is a dollar sign. `$NAME$` and `$NAME:host:service$` are macros; any other dollar sign is an ordinary character,
// so `$(date)` and `${HOME}` reach the shell as written. Names of custom variables may contain dots and dashes.
const MACRO_PATTERN = /\$\$|\$(_?[A-Za-z][A-Za-z0-9_]*|_(?:HOST|SERVICE|CONTACT)[A-Za-z0-9_.-]+)((?::[^$]*)?)\$/g;

// Most checks share a few command lines and arguments.
const MAX_CACHED_TEMPLATES = 2_000;

export const parseTemplate = memoize(MAX_CACHED_TEMPLATES, splitTemplate);

function splitTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let from = 0;
  for (const match of template.matchAll(MACRO_PATTERN)) {
    text += template.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[0] === "$$") {
      text += "$";
      continue;
    }
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: "macro", name: match[1]!, operands: match[2] === "" ? [] : match[2]!.slice(1).split(":") });
  }
  text += template.slice(from);
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** Formats a macro as it was written. */
export const macroAsWritten = (name: string, operands: readonly string[]): string =>
  `$${[name, ...operands].join(":")}$`;
