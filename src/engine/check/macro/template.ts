import { memoize } from "../../../lib/memoize.ts";

/** Part of a text with macros. `name` is the text between the dollar signs, without on-demand operands. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "macro"; readonly name: string; readonly operands: readonly string[] };

// `$$` is a dollar sign. `$NAME$` and `$NAME:host:service$` are macros; any other dollar sign is an ordinary character,
// so `$(date)` and `${HOME}` reach the shell as written. Names of custom variables may contain dots and dashes.
const MARK = /\$\$|\$(_?[A-Za-z][A-Za-z0-9_]*|_(?:HOST|SERVICE|CONTACT)[A-Za-z0-9_.-]+)((?::[^$]*)?)\$/g;

// Most checks share a few command lines and arguments.
const MOST_REMEMBERED = 2_000;

export const parseTemplate = memoize(MOST_REMEMBERED, takenApart);

function takenApart(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let from = 0;
  for (const mark of template.matchAll(MARK)) {
    text += template.slice(from, mark.index);
    from = mark.index + mark[0].length;
    if (mark[0] === "$$") {
      text += "$";
      continue;
    }
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: "macro", name: mark[1]!, operands: mark[2] === "" ? [] : mark[2]!.slice(1).split(":") });
  }
  text += template.slice(from);
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** Formats a macro as it was written. */
export const macroAsWritten = (name: string, operands: readonly string[]): string =>
  `$${[name, ...operands].join(":")}$`;
