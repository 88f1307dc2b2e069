import type { Span } from "./query.ts";
import { type Expected, expects, QueryMistake } from "./query-mistake.ts";

/** Term of a search as it was written: `-field:value,value`. */
export interface ScannedTerm {
  readonly isNegated: boolean;
  /** Null: a word. */
  readonly field: { readonly name: string; readonly span: Span } | null;
  readonly values: readonly ScannedValue[];
  readonly span: Span;
}

export interface ScannedValue {
  readonly kind: "bare" | "quoted" | "regex";
  /** Without quotes, slashes and their escapes. */
  readonly text: string;
  readonly span: Span;
}

const FIELD = /(var\.[\p{L}\p{N}_.-]+|[A-Za-z_]+):/iuy;
const SPACE = /\s*/y;
/** The rest of a value without quotes. */
const BARE = /[^\s,"]+/y;
/** A slash within must be escaped: `/var/log` is a path. */
const REGEX = /\/((?:[^/\\]|\\.)+)\/(?=[\s,]|$)/sy;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;

/** Splits a search into its terms. Throws a `QueryMistake`. */
export function scanQuery(text: string): readonly ScannedTerm[] {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at += match[0].length;
    return match;
  };
  const isEndOfTerm = (): boolean => at >= text.length || /\s/.test(text[at]!);

  const value = (expected: Expected): ScannedValue => {
    const from = at;
    const regex = take(REGEX);
    if (regex !== null) return { kind: "regex", text: regex[1]!.replaceAll("\\/", "/"), span: { from, to: at } };
    const quoted = take(QUOTED);
    if (quoted !== null) {
      if (!isEndOfTerm() && text[at] !== ",")
        throw new QueryMistake({ from: at, to: at + 1 }, expects("space-after-quote", {}));
      return { kind: "quoted", text: quoted[1]!.replaceAll(/\\(.)/gs, "$1"), span: { from, to: at } };
    }
    if (text[at] === '"') throw new QueryMistake({ from, to: text.length }, expects("closing-quote", {}));
    const bare = take(BARE);
    if (bare === null) throw new QueryMistake({ from: at, to: Math.min(at + 1, text.length) }, expected);
    if (text[at] === '"') throw new QueryMistake({ from: at, to: at + 1 }, expects("quotes-around-value", {}));
    return { kind: "bare", text: bare[0], span: { from, to: at } };
  };

  const term = (): ScannedTerm => {
    const from = at;
    const isNegated = text[at] === "-";
    if (isNegated) at++;
    if (isNegated && text[at] === "-")
      throw new QueryMistake({ from: at, to: at + 1 }, expects("word-after-minus", {}));
    const start = at;
    const name = take(FIELD)?.[1];
    const field = name === undefined ? null : { name, span: { from: start, to: start + name.length } };
    const expected =
      field !== null ? expects("value", { field: field.name }) : expects(isNegated ? "word-after-minus" : "word", {});
    const values = [value(expected)];
    while (text[at] === ",") {
      at++;
      values.push(value(expects("value-after-comma", {})));
    }
    return { isNegated, field, values, span: { from, to: at } };
  };

  const terms: ScannedTerm[] = [];
  take(SPACE);
  while (at < text.length) {
    terms.push(term());
    take(SPACE);
  }
  return terms;
}
