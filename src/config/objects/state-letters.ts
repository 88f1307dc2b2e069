import { PENDING } from "../../model/resource-state.ts";

/** Kinds of directives that name states by letters; each has its own letters. */
export type StateLettersKind =
  | "host-states"
  | "service-states"
  | "host-failures"
  | "service-failures"
  | "host-escalations"
  | "service-escalations";

export type StateLettersParse =
  | { readonly states: ReadonlySet<number> }
  | { readonly unknown: string; readonly expected: readonly string[] };

/**
 * Parses `flap_detection_options`, `stalking_options` (states), `execution_failure_options`,
 * `notification_failure_options` (failures, with pending) and `escalation_options` (with recovery): letters or words
 * separated by commas or blanks; `n` clears the states before it, `a` adds all (Nagios 4).
 */
export function parseStateLetters(text: string, kind: StateLettersKind): StateLettersParse {
  const { codes, expected } = LETTERS[kind];
  const states = new Set<number>();
  for (const word of text.split(/[\s,]+/)) {
    const code = codes.get(word);
    if (word === "n" || word === "none") states.clear();
    else if (word === "a" || word === "all") for (const each of codes.values()) states.add(each);
    else if (code !== undefined) states.add(code);
    else if (word !== "") return { unknown: word, expected };
  }
  return { states };
}

/** Every state that a directive of this kind can name: the default of flapping and escalation options. */
export const allStates = (kind: StateLettersKind): ReadonlySet<number> => LETTERS[kind].all;

interface Letters {
  readonly codes: ReadonlyMap<string, number>;
  readonly all: ReadonlySet<number>;
  readonly expected: readonly string[];
}

function letters(codes: Readonly<Record<string, number>>, expected: readonly string[]): Letters {
  return { codes: new Map(Object.entries(codes)), all: new Set(Object.values(codes)), expected };
}

const HOST = { d: 1, down: 1, u: 2, unreachable: 2 } as const;
const SERVICE = { w: 1, warning: 1, u: 3, unknown: 3, c: 2, critical: 2 } as const;
const NEVER_CHECKED = { p: PENDING, pending: PENDING } as const;

const LETTERS: Readonly<Record<StateLettersKind, Letters>> = {
  "host-states": letters({ o: 0, up: 0, ...HOST }, ["o", "d", "u", "n", "a"]),
  "service-states": letters({ o: 0, ok: 0, ...SERVICE }, ["o", "w", "u", "c", "n", "a"]),
  "host-failures": letters({ o: 0, up: 0, ...HOST, ...NEVER_CHECKED }, ["o", "d", "u", "p", "n", "a"]),
  "service-failures": letters({ o: 0, ok: 0, ...SERVICE, ...NEVER_CHECKED }, ["o", "w", "u", "c", "p", "n", "a"]),
  "host-escalations": letters({ r: 0, recovery: 0, ...HOST }, ["d", "u", "r", "n", "a"]),
  "service-escalations": letters({ r: 0, recovery: 0, ...SERVICE }, ["w", "u", "c", "r", "n", "a"]),
};
