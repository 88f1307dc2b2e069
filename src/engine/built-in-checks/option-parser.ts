/** `optional` arguments are only accepted as `-Sarg` or `--ssl=arg`. */
export type OptionArgument = "none" | "required" | "optional";

/** Option with its names. `key` identifies it: the short letter, or the long name if there is no letter. */
export interface OptionRule {
  readonly key: string;
  readonly short?: string;
  readonly long: readonly string[];
  readonly argument: OptionArgument;
}

export interface OptionTable {
  readonly byShort: ReadonlyMap<string, OptionRule>;
  readonly byLong: ReadonlyMap<string, OptionRule>;
}

export interface GivenOption {
  readonly key: string;
  /** '' for an option without an argument. */
  readonly value: string;
  /** False if an optional argument is missing. */
  readonly hasValue: boolean;
}

/** Options in the given order (significant for some programs) and operands. */
export interface GivenArguments {
  readonly options: readonly GivenOption[];
  readonly operands: readonly string[];
}

/** `wrong` is the sentence that getopt_long(3) prints, without the program's name. */
export interface WrongArguments {
  readonly wrong: string;
}

/**
 * Builds a table from one line per option: `'H hostname=ADDRESS'`, `'A all'`, `'S ssl[=VERSION]'`, `'- sni'` (no short
 * form), `'w'` (no long form), `'r ereg-path=PATH ereg-partition=PARTITION'` (two long names). The word after `=` only
 * marks that there is an argument.
 */
export function optionTable(lines: readonly string[]): OptionTable {
  const rules = lines.map(ruleOf);
  return {
    byShort: new Map(rules.flatMap((rule) => (rule.short === undefined ? [] : [[rule.short, rule]]))),
    byLong: new Map(rules.flatMap((rule) => rule.long.map((name) => [name, rule] as const))),
  };
}

/**
 * Parses arguments like getopt_long(3): bundled short options, `--long=value` and `--long value`, unambiguous
 * abbreviations of long names, operands anywhere; `--` ends the options.
 */
export function readOptions(args: readonly string[], table: OptionTable): GivenArguments | WrongArguments {
  const options: GivenOption[] = [];
  const operands: string[] = [];
  let index = 0;
  while (index < args.length) {
    const arg = args[index++]!;
    if (arg === "--") {
      operands.push(...args.slice(index));
      break;
    }
    if (arg.length < 2 || arg[0] !== "-") {
      operands.push(arg);
      continue;
    }
    const read =
      arg[1] === "-" ? readLong(arg, args[index], table, options) : readBundle(arg, args[index], table, options);
    if (typeof read === "string") return { wrong: read };
    if (read === CONSUMED_NEXT) index += 1;
  }
  return { options, operands };
}

const CONSUMED_NEXT = true;

function readLong(arg: string, next: string | undefined, table: OptionTable, into: GivenOption[]): string | boolean {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  const rule = table.byLong.get(name) ?? abbreviated(name, table);
  if (rule === "ambiguous") return `option '--${name}' is ambiguous`;
  if (rule === undefined) return `unrecognized option '--${name}'`;
  if (equals >= 0) {
    if (rule.argument === "none") return `option '--${name}' doesn't allow an argument`;
    into.push({ key: rule.key, value: arg.slice(equals + 1), hasValue: true });
    return false;
  }
  if (rule.argument !== "required") {
    into.push({ key: rule.key, value: "", hasValue: false });
    return false;
  }
  if (next === undefined) return `option '--${name}' requires an argument`;
  into.push({ key: rule.key, value: next, hasValue: true });
  return CONSUMED_NEXT;
}

function readBundle(arg: string, next: string | undefined, table: OptionTable, into: GivenOption[]): string | boolean {
  for (let at = 1; at < arg.length; at += 1) {
    const letter = arg[at]!;
    const rule = table.byShort.get(letter);
    if (rule === undefined) return `invalid option -- '${letter}'`;
    if (rule.argument === "none") {
      into.push({ key: rule.key, value: "", hasValue: false });
      continue;
    }
    const rest = arg.slice(at + 1);
    if (rest !== "" || rule.argument === "optional") {
      into.push({ key: rule.key, value: rest, hasValue: rest !== "" });
      return false;
    }
    if (next === undefined) return `option requires an argument -- '${letter}'`;
    into.push({ key: rule.key, value: next, hasValue: true });
    return CONSUMED_NEXT;
  }
  return false;
}

function abbreviated(name: string, table: OptionTable): OptionRule | "ambiguous" | undefined {
  let found: OptionRule | undefined;
  for (const [long, rule] of table.byLong) {
    if (!long.startsWith(name)) continue;
    if (found !== undefined && found !== rule) return "ambiguous";
    found = rule;
  }
  return found;
}

function ruleOf(line: string): OptionRule {
  const [short, ...names] = line.split(" ");
  const argument = names[0]?.includes("[=") ? "optional" : names[0]?.includes("=") ? "required" : "none";
  const long = names.map((name) => name.replace(/\[?=.*$/, ""));
  const letter = short === "-" ? undefined : short!.replace("=", "");
  return {
    key: letter ?? long[0]!,
    ...(letter === undefined ? {} : { short: letter }),
    long,
    argument: names.length === 0 && short!.endsWith("=") ? "required" : argument,
  };
}
