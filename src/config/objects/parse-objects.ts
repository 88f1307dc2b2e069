import { dateLineText, parseDateLine } from "../../model/date-line.ts";
import type { Definition, Directive } from "./definition.ts";
import { OBJECT_RULES, type ObjectRule } from "./directives.ts";
import { isAddedWhenRepeated } from "./repeated-directives.ts";
import { forEachLogicalLine } from "./logical-lines.ts";
import type { Include } from "./main-file.ts";
import { pathFrom } from "./path-from.ts";
import type { SourcePlace } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { shortened } from "./shortened.ts";
import type { TextPool } from "./text-pool.ts";
import { splitTimePeriodLine, WEEKDAYS } from "../../model/time-period-lines.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

export interface ObjectFileContent {
  readonly definitions: readonly Definition[];
  readonly includes: readonly Include[];
}

/**
 * Parses the definitions of one object file, and the include_file and include_dir lines between them. Errors go to
 * `problems`.
 */
export function parseObjects(text: string, file: string, pool: TextPool, problems: Diagnostics): ObjectFileContent {
  const definitions: Definition[] = [];
  const includes: Include[] = [];
  let open: OpenDefinition | null = null;
  forEachLogicalLine(text, file, problems, (raw, line) => {
    const content = withoutComment(raw);
    if (content === "") return;
    const place = { file, line };
    if (/^define\s/.test(content) && (open === null || content.endsWith("{"))) {
      if (open !== null)
        problems.error(place, null, errorOf("definition-inside", { type: open.type, line: open.source.line }));
      open = begin(content, place, problems);
    } else if (open === null) {
      const include = includeOf(content, place);
      if (include === null) problems.error(place, null, errorOf("outside-definitions", { text: shortened(content) }));
      else includes.push(include);
    } else if (content === "}") {
      if (open.rule !== null) definitions.push({ type: open.type, directives: open.directives, source: open.source });
      open = null;
    } else {
      addDirective(open, content, place, pool, problems);
    }
  });
  // TypeScript does not see the assignments in the callback.
  const unfinished = open as OpenDefinition | null;
  if (unfinished !== null)
    problems.error(unfinished.source, null, errorOf("definition-not-closed", { type: unfinished.type }));
  return { definitions, includes };
}

interface OpenDefinition {
  readonly type: string;
  /** Null for an unknown type, whose lines are skipped. */
  readonly rule: ObjectRule | null;
  readonly directives: Map<string, Directive>;
  readonly source: SourcePlace;
}

/** Removes a comment: a `;` begins one anywhere in a line, `\;` is a semicolon (Nagios 4). */
function withoutComment(line: string): string {
  if (!line.includes(";")) return line;
  let content = "";
  for (let from = 0; ;) {
    const semicolon = line.indexOf(";", from);
    if (semicolon < 0) return content + line.slice(from);
    if (semicolon === 0 || line[semicolon - 1] !== "\\") return (content + line.slice(from, semicolon)).trim();
    content += `${line.slice(from, semicolon - 1)};`;
    from = semicolon + 1;
  }
}

function begin(content: string, place: SourcePlace, problems: Diagnostics): OpenDefinition | null {
  const match = /^define\s+(\S*?)\s*\{\s*(.*)$/s.exec(content);
  const type = match?.[1] ?? content.slice("define".length).trim();
  const directives = new Map<string, Directive>();
  if (match === null) {
    problems.error(place, null, errorOf("define-line", { text: shortened(content) }));
    return { type, rule: null, directives, source: place };
  }
  const rule = Object.hasOwn(OBJECT_RULES, type) ? (OBJECT_RULES[type] ?? null) : null;
  if (rule === null)
    problems.unknownName(
      place,
      null,
      ["unknown-type", { text: shortened(type), types: Object.keys(OBJECT_RULES) }],
      type,
      Object.keys(OBJECT_RULES),
    );
  const rest = match[2] ?? "";
  if (rest !== "") problems.error(place, null, errorOf("text-behind-brace", { text: shortened(rest) }));
  return rest.endsWith("}") ? null : { type, rule, directives, source: place };
}

function includeOf(content: string, place: SourcePlace): Include | null {
  const match = /^(include_file|include_dir)\s*=\s*(.+)$/s.exec(content);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { directive: match[1], path: pathFrom(place.file, match[2]), place };
}

function addDirective(
  open: OpenDefinition,
  content: string,
  place: SourcePlace,
  pool: TextPool,
  problems: Diagnostics,
): void {
  if (open.rule === null) return;
  const [written, value] = open.type === "timeperiod" ? splitTimePeriodLine(content) : splitLine(content);
  const name = directiveName(open.rule, written);
  if (name === null && open.type !== "timeperiod") {
    const { directives, aliases } = open.rule;
    const known = [...directives.keys(), ...Object.keys(aliases)];
    const error = [
      "unknown-directive",
      { type: open.type, has_custom_variables: open.rule.hasCustomVariables },
    ] as const;
    problems.unknownName(place, shortened(written), error, written, known);
    return;
  }
  const dates = name === null ? parseDateLine(written) : null;
  const key = pool.text(name ?? (dates === null ? written : dateLineText(dates)));
  const before = open.directives.get(key);
  const given = { value: pool.text(value), file: place.file, line: place.line };
  if (before === undefined) open.directives.set(key, given);
  else open.directives.set(key, combine(open, key, [before, given], problems));
}

/** The value of a directive that is given twice: of a date line the first, of lists of letters and members both. */
function combine(
  open: OpenDefinition,
  key: string,
  [before, given]: readonly [Directive, Directive],
  problems: Diagnostics,
): Directive {
  const rule = open.rule?.directives.get(key);
  const isDate = open.type === "timeperiod" && rule === undefined && !isWeekday(key);
  const isAdded = rule !== undefined && isAddedWhenRepeated(open.type, key, rule.kind);
  const counts = isAdded ? "both" : isDate ? "first" : "last";
  problems.warn(given, key, warningOf("given-twice", { type: open.type, line: before.line, counts }));
  if (isAdded) return { ...given, value: `${before.value},${given.value.replace(/^\+/, "")}` };
  return isDate ? before : given;
}

const isWeekday = (name: string): boolean => WEEKDAYS.some((day) => day === name);

function splitLine(content: string): [string, string] {
  const gap = content.search(/\s/);
  return gap < 0 ? [content, ""] : [content.slice(0, gap), content.slice(gap).trimStart()];
}

function directiveName(rule: ObjectRule, written: string): string | null {
  if (rule.directives.has(written)) return written;
  if (Object.hasOwn(rule.aliases, written)) return rule.aliases[written] ?? null;
  if (rule.hasCustomVariables && written.length > 1 && written.startsWith("_")) return written.toUpperCase();
  return null;
}
