import type { KindOutcome } from "./kind.ts";
import { helpOutcome, notSupported, usageError, versionOutcome } from "./outcome.ts";
import { optionTable, readOptions, type GivenArguments, type OptionTable } from "./option-parser.ts";

/** Name and options of a program; also used for `-h` and usage errors. */
export interface Program {
  readonly name: string;
  /** Arguments in one line, for usage texts. */
  readonly synopsis: string;
  readonly options: OptionTable;
}

/** Defines a program; `lines` as for `optionTable`, to which the options common to all plugins are added. */
export function program(name: string, synopsis: string, lines: readonly string[]): Program {
  return { name, synopsis, options: optionTable([...lines, "h help", "V version", "- extra-opts[=SECTION]"]) };
}

/**
 * Returns the options and operands, or the outcome that ends the check: help, version, a wrong option. `--extra-opts`
 * reads a file of options; here command lines belong in the object configuration, so it is refused.
 */
export function readCommandLine(of: Program, args: readonly string[]): GivenArguments | KindOutcome {
  const given = readOptions(args, of.options);
  if ("wrong" in given) return usageError(of.name, given.wrong, of.synopsis);
  for (const { key } of given.options) {
    if (key === "h") return helpOutcome(of.name, of.synopsis);
    if (key === "V") return versionOutcome(of.name);
    if (key === "extra-opts") return notSupported(of.name, "--extra-opts");
  }
  return given;
}

export function wrongUsage(of: Program, problem: string): KindOutcome {
  return usageError(of.name, problem, of.synopsis);
}

export function isOutcome(value: object): value is KindOutcome {
  return "returnCode" in value;
}
