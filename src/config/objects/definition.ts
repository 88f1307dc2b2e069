import type { SourcePlace } from "../../model/objects.ts";
import { readNumber } from "./numeric-values.ts";

/** A directive as written, with the place of its line, also after inheritance. */
export interface Directive extends SourcePlace {
  readonly value: string;
}

/** Directives by name; custom variables by their upper-case name with the underscore (`_HOST_ID`). */
export type Directives = ReadonlyMap<string, Directive>;

/** One `define type{ … }` as read, before inheritance. */
export interface Definition {
  readonly type: string;
  readonly directives: Directives;
  readonly source: SourcePlace;
}

/** Directives that say what a definition is. */
export const NOT_INHERITED: readonly string[] = ["name", "use", "register"];

/** Value that cancels inheritance. */
export const NULL_WORD = "null";

/** False for a template: `register` is given and not above 0, also as a word (Nagios 4). */
export function isRegistered({ directives }: Definition): boolean {
  const register = directives.get("register");
  return register === undefined || readNumber("flag", register.value)?.number === 1;
}

/** The text of a directive: undefined when absent, null when it is the word `null`. */
export function textOf(directives: Directives, name: string): string | null | undefined {
  const value = directives.get(name)?.value;
  return value === NULL_WORD ? null : value;
}

/** The items of a comma-separated directive, without empty ones and duplicates; none if absent or `null`. */
export function itemsOf(directives: Directives, name: string): string[] {
  const text = textOf(directives, name);
  return text === undefined || text === null ? [] : splitList(text);
}

export const splitList = (text: string): string[] => [...new Set(splitItems(text))];

/** Like `splitList`, but keeps duplicates. */
export const splitItems = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
