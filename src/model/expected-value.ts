import { alternatives } from "../lib/alternatives.ts";

/** Number that a directive expects. `flag`: 0 or 1. */
export interface ExpectedNumber {
  readonly form: "whole" | "number" | "percent" | "flag";
  readonly min: number;
  readonly max: number;
}

/** One of some values. `letters`: any of them. */
export interface ExpectedChoice {
  readonly form: "one-of" | "letters";
  readonly choices: readonly string[];
}

/** Words for what has no further facts. */
const FORMS = {
  point: "two numbers: x,y",
  "point-in-space": "three numbers: x,y,z",
  "time-zone": "a time zone such as Europe/Paris",
  name: "a name",
  "template-names": "names of templates",
  "command-name": "the name of a command",
  path: "a path",
  "variable-names": "a list of names of custom variables",
} as const;

/** What is expected of a value of the object files. */
export type ExpectedValue = ExpectedNumber | ExpectedChoice | { readonly form: keyof typeof FORMS };

/** Every form of a value. */
export const EXPECTED_FORMS: readonly ExpectedValue["form"][] = [
  ...(["whole", "number", "percent", "flag", "one-of", "letters"] as const),
  ...(Object.keys(FORMS) as (keyof typeof FORMS)[]),
];

/** In words that follow "expected". */
export function expectedWords(expected: ExpectedValue): string {
  switch (expected.form) {
    case "flag":
      return "0 or 1";
    case "whole":
      return `a whole number from ${expected.min} to ${expected.max}`;
    case "number":
      return `a number from ${expected.min} to ${expected.max}`;
    case "percent":
      return `a percentage from ${expected.min} to ${expected.max}`;
    case "one-of":
      return `one of ${expected.choices.join(", ")}`;
    case "letters":
      return alternatives(expected.choices);
    default:
      return FORMS[expected.form];
  }
}
