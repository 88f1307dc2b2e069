import { parseDateLine } from "../../model/date-line.ts";
import { parseDayTimes, type MinuteRange } from "../../model/day-times.ts";
import { itemsOf, textOf, type Definition, type Directive, type Directives } from "./definition.ts";
import type { Inheritance } from "./inherit.ts";
import type { NameRules } from "./names.ts";
import type { SourcePlace, TimePeriod } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { registeredByName } from "./registered.ts";
import { WEEKDAYS } from "../../model/time-period-lines.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * Builds the time periods by name. Reports malformed lines, and excluded periods that are not defined or exclude each
 * other.
 */
export function buildTimePeriods(
  definitions: readonly Definition[],
  inheritance: Inheritance,
  names: NameRules,
  problems: Diagnostics,
): Map<string, TimePeriod> {
  // Every definition once, including templates: a malformed line is reported at its own place.
  for (const definition of definitions) checkLines(definition, problems);
  const periods = new Map<string, TimePeriod>();
  const registered = registeredByName("timeperiod", definitions, inheritance, names, problems);
  for (const [name, { directives }] of registered) periods.set(name, buildTimePeriod(name, directives));
  for (const [name, { directives, definition }] of registered) {
    const place = directives.get("exclude") ?? definition.source;
    for (const excluded of itemsOf(directives, "exclude")) {
      if (!periods.has(excluded))
        problems.unknownName(
          place,
          "exclude",
          ["not-defined", { type: "timeperiod", name: excluded }],
          excluded,
          periods.keys(),
        );
      else reportDepth(periods, name, place, problems);
    }
  }
  return periods;
}

function buildTimePeriod(name: string, directives: Directives): TimePeriod {
  const exceptions: { readonly days: string; readonly ranges: string }[] = [];
  for (const [days, { value }] of directives)
    if (!isKnown(days)) exceptions.push(Object.freeze({ days, ranges: value }));
  return Object.freeze({
    name,
    alias: textOf(directives, "alias") ?? name,
    weekdays: Object.freeze(WEEKDAYS.map((day) => Object.freeze(timesOf(directives.get(day))))),
    exclude: Object.freeze(itemsOf(directives, "exclude")),
    exceptions: Object.freeze(exceptions),
  });
}

function timesOf(directive: Directive | undefined): MinuteRange[] {
  const ranges = directive === undefined ? null : parseDayTimes(directive.value);
  return (ranges ?? []).map((range) => Object.freeze(range));
}

const KNOWN = new Set(["name", "use", "register", "timeperiod_name", "alias", "exclude"]);
const isWeekday = (name: string): boolean => WEEKDAYS.some((day) => day === name);
const isKnown = (name: string): boolean => KNOWN.has(name) || isWeekday(name);

function checkLines(definition: Definition, problems: Diagnostics): void {
  for (const [days, directive] of definition.directives) {
    if (KNOWN.has(days)) continue;
    if (!isWeekday(days) && parseDateLine(days) === null) {
      problems.error(directive, days, errorOf("not-a-day", {}));
      continue;
    }
    // `null` cancels the inherited times of a weekday.
    if (isWeekday(days) && directive.value === "null") continue;
    const ranges = parseDayTimes(directive.value);
    if (ranges === null) problems.error(directive, days, errorOf("times-expected", { value: directive.value }));
    else if (ranges.some(({ from, to }) => from > to)) {
      problems.warn(directive, days, warningOf("never-open", { value: directive.value }));
    }
  }
}

/** Maximum depth of excluded periods. */
const MAX_EXCLUSION_DEPTH = 20;

function reportDepth(
  periods: ReadonlyMap<string, TimePeriod>,
  name: string,
  place: SourcePlace,
  problems: Diagnostics,
): void {
  const reached = new Set([name]);
  let level: readonly string[] = [name];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next = new Set(level.flatMap((each) => periods.get(each)?.exclude ?? []));
    if (next.has(name)) return problems.error(place, "exclude", errorOf("excludes-itself", { name }));
    if (depth >= MAX_EXCLUSION_DEPTH)
      return problems.error(place, "exclude", errorOf("exclusions-too-deep", { most: MAX_EXCLUSION_DEPTH }));
    level = [...next].filter((each) => !reached.has(each));
    for (const each of level) reached.add(each);
  }
}
