import type { StateWord } from "../../../model/severity.ts";
import type { ResourceKind } from "../../../model/state-code.ts";

/**
 * What is asked of hosts and services in the search language of the console (docs/api.md): all terms must hold. Plain
 * data but for compiled regular expressions.
 */
export interface Query {
  readonly terms: readonly Term[];
}

export interface Term {
  readonly isNegated: boolean;
  /** At least one of its values must hold. */
  readonly condition: QueryCondition;
  /** Place in the text. */
  readonly span: Span;
}

/** Characters `from` to `to`, `to` excluded, from 0, in UTF-16 code units as a text field counts them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type QueryCondition =
  | { readonly kind: "words"; readonly patterns: readonly TextPattern[] }
  | { readonly kind: "text"; readonly field: TextFieldName; readonly patterns: readonly TextPattern[] }
  /** `name` in upper case, without the leading underscore. */
  | { readonly kind: "variable"; readonly name: string; readonly patterns: readonly TextPattern[] }
  | { readonly kind: "type"; readonly types: readonly ResourceKind[] }
  | { readonly kind: "state"; readonly states: readonly StateWord[] }
  /** `states` null: of any state. */
  | { readonly kind: "state-type"; readonly isHard: boolean; readonly states: readonly StateWord[] | null }
  | { readonly kind: "is"; readonly flags: readonly FlagName[] }
  | { readonly kind: "amount"; readonly field: AmountFieldName; readonly ranges: readonly AmountRange[] };

export const TEXT_FIELDS = [
  "host",
  "alias",
  "address",
  "service",
  "group",
  "servicegroup",
  "contact",
  "poller",
  "output",
] as const;
export type TextFieldName = (typeof TEXT_FIELDS)[number];

export const AMOUNT_FIELDS = ["importance", "since", "checked"] as const;
export type AmountFieldName = (typeof AMOUNT_FIELDS)[number];

export const FLAG_NAMES = [
  "problem",
  "unhandled",
  "acknowledged",
  "downtime",
  "flapping",
  "stale",
  "disabled",
  "hard",
  "soft",
] as const;
export type FlagName = (typeof FLAG_NAMES)[number];

export const VARIABLE_PREFIX = "var.";

/** Names of the fields, as they are offered. */
export const FIELD_NAMES = ["type", "state", "hard", "soft", "is", ...TEXT_FIELDS, ...AMOUNT_FIELDS] as const;

/** `text` as it was meant, without quotes; of a `wildcard` each `*` stands for any text. */
export type TextPattern =
  | { readonly kind: "plain" | "wildcard"; readonly text: string }
  | { readonly kind: "regex"; readonly text: string; readonly isMatch: (text: string) => boolean };

/**
 * Amounts between two bounds. Of `since` and `checked` they are Unix seconds if `unit` is `time`, and seconds before
 * now if it is `age`; of others numbers.
 */
export interface AmountRange {
  readonly unit: "number" | "time" | "age";
  readonly least: Bound | null;
  readonly most: Bound | null;
  /** As it was written. */
  readonly text: string;
}
export interface Bound {
  readonly value: number;
  readonly isIncluded: boolean;
}
