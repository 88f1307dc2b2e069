import { NULL_WORD, type Definition, type Directive } from "./definition.ts";
import { OBJECT_RULES, type DirectiveKind } from "./directives.ts";
import { parseInitialState, parseNotifyOptions } from "./option-letters.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { MAX_ID } from "../../model/resource-key.ts";
import { needsWarning } from "./inert-directive.ts";
import { expectationOfNumber, isNumericKind, readNumber, type NumericValue } from "./numeric-values.ts";
import { shortened } from "./shortened.ts";
import { parseStateLetters } from "./state-letters.ts";
import { type WarningText, warningOf } from "../../model/configuration-warnings.ts";
import { isTimeZone } from "../../model/time-zone.ts";
import { errorOf } from "../../model/configuration-errors.ts";
import type { ExpectedValue } from "../../model/expected-value.ts";

/**
 * Reports every value that does not fit its directive, at its own line: as a warning if Nagios reads a value from it.
 * Reports a directive without effect, unless its value asks for what happens anyway.
 */
export function checkValues(definition: Definition, problems: Diagnostics): void {
  const rules = OBJECT_RULES[definition.type]?.directives;
  for (const [name, directive] of definition.directives) {
    const rule = rules?.get(name);
    if (rule === undefined) {
      if (name.endsWith("_ID") && CUSTOM_IDS.has(`${definition.type} ${name}`))
        checkValue(name, "id", directive, problems);
      continue;
    }
    if (rule.withoutEffect !== null && needsWarning(rule.withoutEffect, directive.value))
      problems.warnOnce(
        `${definition.type} ${name}`,
        directive,
        name,
        warningOf("directive-without-effect", { type: definition.type, reason: rule.withoutEffect.reason }),
      );
    checkValue(name, rule.kind, directive, problems);
  }
}

/** Expected form of a value; null if the value has it. */
export function expectationOf(kind: DirectiveKind, value: string): ExpectedValue | null {
  switch (kind) {
    case "whole":
    case "interval":
    case "attempts":
    case "percent":
    case "flag":
      return readNumber(kind, value) === null ? expectationOfNumber(kind) : null;
    case "point":
      return isNumbers(value, 2) ? null : { form: "point" };
    case "point-in-space":
      return isNumbers(value, 3) ? null : { form: "point-in-space" };
    case "id":
      return isId(value) ? null : { form: "whole", min: 1, max: MAX_ID };
    case "zone":
      return value === "" || isTimeZone(value) ? null : { form: "time-zone" };
    case "name":
      return value === "" ? { form: "name" } : null;
    case "template-list":
      return value === "" ? { form: "template-names" } : null;
    case "host-options":
    case "service-options": {
      const parsed = parseNotifyOptions(value, kind);
      return "unknown" in parsed ? { form: "letters", choices: parsed.expected } : null;
    }
    case "host-states":
    case "service-states":
    case "host-failures":
    case "service-failures":
    case "host-escalations":
    case "service-escalations": {
      const parsed = parseStateLetters(value, kind);
      return "unknown" in parsed ? { form: "letters", choices: parsed.expected } : null;
    }
    case "host-state":
      return parseInitialState(value, kind) === null ? { form: "letters", choices: ["o", "d", "u"] } : null;
    case "service-state":
      return parseInitialState(value, kind) === null ? { form: "letters", choices: ["o", "w", "u", "c"] } : null;
    case "text":
    case "list":
    case "command":
    case "commands":
    case "period":
      return null;
    default:
      return kind satisfies never;
  }
}

// Custom variables that Centreon writes and that set ids here.
const CUSTOM_IDS = new Set(["host _HOST_ID", "host _POLLER_ID", "service _SERVICE_ID"]);

function checkValue(name: string, kind: DirectiveKind, directive: Directive, problems: Diagnostics): void {
  const { value } = directive;
  if (value === NULL_WORD && kind !== "name" && kind !== "template-list") return;
  const expected = expectationOf(kind, value);
  if (expected !== null) {
    problems.error(directive, name, errorOf("value-expected", { value: shortened(value), ...expected }));
  } else if (isNumericKind(kind)) {
    const read = readNumber(kind, value);
    if (read !== null && !read.isExact) problems.warn(directive, name, inexact(value, read));
  } else if (value === "" && MEANS_NOTHING_WHEN_EMPTY.has(kind)) {
    problems.warn(directive, name, warningOf("empty-value", {}));
  }
}

/** Warning about a value that is not only a number. */
export const inexact = (value: string, { number, expected }: Pick<NumericValue, "number" | "expected">): WarningText =>
  warningOf("number-read", { value: shortened(value), counts: number, ...expected });

// Nagios refuses most of these; here they cancel what a template gives.
const MEANS_NOTHING_WHEN_EMPTY: ReadonlySet<DirectiveKind> = new Set([
  "list",
  "command",
  "commands",
  "period",
  "host-options",
  "service-options",
  "host-states",
  "service-states",
  "host-failures",
  "service-failures",
  "host-escalations",
  "service-escalations",
]);

const isNumbers = (value: string, count: number): boolean =>
  value.split(",").length === count && value.split(",").every((piece) => /^\s*-?\d{1,9}(\.\d{1,9})?\s*$/.test(piece));

const isId = (value: string): boolean => /^\d{1,12}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_ID;
