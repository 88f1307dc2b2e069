import { Composer, isMap, isScalar, isSeq, LineCounter, Parser, type Document, type Node } from "yaml";

export interface YamlText {
  /** Null if the text has mistakes, or is empty. */
  readonly contents: Node | null;
  /** Line of an offset in the text, from 1. */
  readonly lineAt: (offset: number) => number;
  readonly mistakes: readonly YamlMistake[];
}

export type YamlMistake = { readonly line: number } & YamlFault;

type YamlFault =
  /** `mistake`: the code of the library; `reason`: its words. */
  | { readonly code: "not-yaml"; readonly params: { readonly mistake: string; readonly reason: string } }
  | { readonly code: "yaml-too-deep"; readonly params: { readonly most: number } }
  | { readonly code: "yaml-second-document" | "yaml-key-twice"; readonly params: Readonly<Record<never, never>> };

/** Deeper text is refused: reading it takes a level of the stack for each level of nesting. */
const MAX_DEPTH = 64;

/** Parses one YAML document. Refuses repeated keys, several documents and deep nesting. */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = offsetBelow(tokens, MAX_DEPTH);
  if (tooDeep !== null) return refused(lineAt, [[tooDeep, { code: "yaml-too-deep", params: { most: MAX_DEPTH } }]]);

  // The library compares every key with all others: a map of 100,000 keys took it minutes.
  const [document, second] = new Composer({ lineCounter: lines, prettyErrors: false, uniqueKeys: false }).compose(
    tokens,
  );
  if (document === undefined) return { contents: null, lineAt, mistakes: [] };
  const mistakes = [...document.errors, ...document.warnings].map(({ pos, code, message }): Mistake => [
    pos[0],
    { code: "not-yaml", params: { mistake: code, reason: message.split("\n")[0]! } },
  ]);
  if (second !== undefined) mistakes.push([second.range[0], { code: "yaml-second-document", params: {} }]);
  if (mistakes.length > 0) return refused(lineAt, mistakes);
  const repeated = repeatedKeys(document);
  return repeated.length > 0 ? refused(lineAt, repeated) : { contents: document.contents, lineAt, mistakes: [] };
}

type Mistake = readonly [offset: number, fault: YamlFault];

const refused = (lineAt: YamlText["lineAt"], mistakes: readonly Mistake[]): YamlText => ({
  contents: null,
  lineAt,
  mistakes: mistakes.map(([offset, fault]) => ({ line: lineAt(offset), ...fault })),
});

/** A token of the library's parser, as far as its nesting is concerned. */
interface NestedToken {
  readonly offset?: number;
  readonly value?: unknown;
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
}

/** Offset of a token more than `depth` levels deep; null if there is none. Without recursion. */
function offsetBelow(tokens: readonly unknown[], depth: number): number | null {
  let level = tokens as readonly (NestedToken | null | undefined)[];
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > depth) return level.find((token) => token?.offset !== undefined)?.offset ?? 0;
    level = level.flatMap((token) => (typeof token === "object" && token !== null ? childrenOf(token) : []));
  }
  return null;
}

const childrenOf = ({ value, items }: NestedToken): NestedToken[] =>
  [value, ...(items ?? []).flatMap((item) => [item.key, item.value])].filter(
    (child): child is NestedToken => typeof child === "object" && child !== null,
  );

function repeatedKeys({ contents }: Document.Parsed): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const visit = (node: unknown): void => {
    if (isSeq(node)) node.items.forEach(visit);
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const { key, value } of node.items) {
      if (isScalar(key) && keys.has(key.value))
        mistakes.push([key.range?.[0] ?? 0, { code: "yaml-key-twice", params: {} }]);
      if (isScalar(key)) keys.add(key.value);
      else visit(key);
      visit(value);
    }
  };
  visit(contents);
  return mistakes;
}
