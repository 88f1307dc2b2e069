import { NULL_WORD, type Definition, type Directive } from "./definition.ts";
import { OBJECT_RULES, type DirectiveKind } from "./directives.ts";
import { parseInitialState, parseNotifyOptions } from "./option-letters.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { MAX_ID } from "../../model/resource-key.ts";
import { shortened } from "./shortened.ts";
import { parseStateLetters } from "./state-letters.ts";
import { isTimeZone } from "../../model/time-zone.ts";

/** Larger numbers of intervals and attempts are typing errors. */
const MAX_INTERVAL = 10_000_000;
const MAX_ATTEMPTS = 1_000_000;
/** For seconds and numbers of notifications. */
const MAX_INTEGER = 2_000_000_000;

/** Reports every value that does not fit its directive, at its own line, and every directive without effect once. */
export function checkValues(definition: Definition, problems: Diagnostics): void {
  const rules = OBJECT_RULES[definition.type]?.directives;
  for (const [name, directive] of definition.directives) {
    const rule = rules?.get(name);
    if (rule === undefined) {
      if (name.endsWith("_ID") && CUSTOM_IDS.has(`${definition.type} ${name}`))
        checkValue(name, "id", directive, problems);
      continue;
    }
    if (rule.withoutEffect !== null)
      problems.warnOnce(
        `${definition.type} ${name}`,
        directive,
        name,
        `has no effect (a ${definition.type} directive): ${rule.withoutEffect}`,
      );
    checkValue(name, rule.kind, directive, problems);
  }
}

/** Expected form of a value, in words that follow "expected"; null if the value has it. */
export function expectationOf(kind: DirectiveKind, value: string): string | null {
  switch (kind) {
    case "whole":
      return isInteger(value, 0, MAX_INTEGER) ? null : `a whole number from 0 to ${MAX_INTEGER}`;
    case "point":
      return isNumbers(value, 2) ? null : "two numbers: x,y";
    case "point-in-space":
      return isNumbers(value, 3) ? null : "three numbers: x,y,z";
    case "percent":
      return isNumber(value, 100) ? null : "a percentage from 0 to 100";
    case "flag":
      return value === "0" || value === "1" ? null : "0 or 1";
    case "interval":
      return isNumber(value, MAX_INTERVAL) ? null : `a number from 0 to ${MAX_INTERVAL}`;
    case "attempts":
      return isInteger(value, 1, MAX_ATTEMPTS) ? null : `a whole number from 1 to ${MAX_ATTEMPTS}`;
    case "id":
      return isInteger(value, 1, MAX_ID) ? null : `a whole number from 1 to ${MAX_ID}`;
    case "zone":
      return value === "" || isTimeZone(value) ? null : "a time zone such as Europe/Paris";
    case "name":
      return value === "" ? "a name" : null;
    case "template-list":
      return value === "" ? "names of templates" : null;
    case "host-options":
    case "service-options": {
      const parsed = parseNotifyOptions(value, kind);
      return "unknown" in parsed ? parsed.expected : null;
    }
    case "host-states":
    case "service-states":
    case "host-failures":
    case "service-failures":
    case "host-escalations":
    case "service-escalations": {
      const parsed = parseStateLetters(value, kind);
      return "unknown" in parsed ? parsed.expected : null;
    }
    case "host-state":
      return parseInitialState(value, kind) === null ? "o, d or u" : null;
    case "service-state":
      return parseInitialState(value, kind) === null ? "o, w, u or c" : null;
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
  if (directive.value === NULL_WORD && kind !== "name" && kind !== "template-list") return;
  const expected = expectationOf(kind, directive.value);
  if (expected === null) return;
  problems.error(
    directive,
    name,
    directive.value === "" ? `expected ${expected}` : `'${shortened(directive.value)}': expected ${expected}`,
  );
}

const isNumber = (value: string, max: number): boolean => /^\d{1,12}(\.\d{1,12})?$/.test(value) && Number(value) <= max;

const isNumbers = (value: string, count: number): boolean =>
  value.split(",").length === count && value.split(",").every((piece) => /^\s*-?\d{1,9}(\.\d{1,9})?\s*$/.test(piece));

const isInteger = (value: string, min: number, max: number): boolean =>
  /^\d{1,12}$/.test(value) && Number(value) >= min && Number(value) <= max;
