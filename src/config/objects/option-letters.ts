import type { NotifyOption } from "../../model/objects.ts";

const HOST_OPTIONS: Readonly<Record<string, NotifyOption>> = {
  d: "down",
  u: "unreachable",
  r: "recovery",
  f: "flapping",
  s: "downtime",
  down: "down",
  unreachable: "unreachable",
  recovery: "recovery",
  flapping: "flapping",
  downtime: "downtime",
};
const SERVICE_OPTIONS: Readonly<Record<string, NotifyOption>> = {
  w: "warning",
  u: "unknown",
  c: "critical",
  r: "recovery",
  f: "flapping",
  s: "downtime",
  warning: "warning",
  unknown: "unknown",
  critical: "critical",
  recovery: "recovery",
  flapping: "flapping",
  downtime: "downtime",
};

export const ALL_HOST_OPTIONS: ReadonlySet<NotifyOption> = new Set(Object.values(HOST_OPTIONS));
export const ALL_SERVICE_OPTIONS: ReadonlySet<NotifyOption> = new Set(Object.values(SERVICE_OPTIONS));

const LETTERS = {
  "host-options": ["d", "u", "r", "f", "s", "n", "a"],
  "service-options": ["w", "u", "c", "r", "f", "s", "n", "a"],
} as const;

export type OptionParse =
  | { readonly options: ReadonlySet<NotifyOption> }
  | { readonly unknown: string; readonly expected: readonly string[] };

/**
 * Parses `notification_options`: letters or words separated by commas or blanks; `n` or `none` alone means no option,
 * `a` or `all` every one (Nagios 4).
 */
export function parseNotifyOptions(text: string, kind: "host-options" | "service-options"): OptionParse {
  const known = kind === "host-options" ? HOST_OPTIONS : SERVICE_OPTIONS;
  const options = new Set<NotifyOption>();
  for (const word of text.split(/[\s,]+/)) {
    if (word === "n" || word === "none") options.clear();
    else if (word === "a" || word === "all") for (const option of Object.values(known)) options.add(option);
    else if (Object.hasOwn(known, word) && known[word] !== undefined) options.add(known[word]);
    else if (word !== "") return { unknown: word, expected: LETTERS[kind] };
  }
  return { options };
}

const HOST_STATES: Readonly<Record<string, number>> = { o: 0, up: 0, d: 1, down: 1, u: 2, unreachable: 2 };
const SERVICE_STATES: Readonly<Record<string, number>> = {
  o: 0,
  ok: 0,
  w: 1,
  warning: 1,
  c: 2,
  critical: 2,
  u: 3,
  unknown: 3,
};

/** State number of `initial_state`; null for an unknown letter. */
export function parseInitialState(text: string, kind: "host-state" | "service-state"): number | null {
  const states = kind === "host-state" ? HOST_STATES : SERVICE_STATES;
  return Object.hasOwn(states, text) ? (states[text] ?? null) : null;
}
