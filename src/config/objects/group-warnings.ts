import type { ConfigWarning } from "../../model/configuration-warnings.ts";

/** Warnings that differ only in names, values and places, as their first one. */
export interface WarningGroup {
  readonly first: ConfigWarning;
  readonly count: number;
}

/** Groups warnings by directive and kind, in the order of their first ones. */
export function groupWarnings(warnings: Iterable<ConfigWarning>): readonly WarningGroup[] {
  const groups = new Map<string, { readonly first: ConfigWarning; count: number }>();
  for (const warning of warnings) {
    const { directive, message } = warning;
    groups.getOrInsertComputed(`${directive} ${kindOf(message)}`, () => ({ first: warning, count: 0 })).count++;
  }
  return [...groups.values()];
}

/** The message without what is particular to one place: quoted names and values, numbers, files with lines. */
const kindOf = (message: string): string =>
  message
    .replace(/'[^']*'/g, "''")
    .replace(/\S+:\d+/g, "file:line")
    .replace(/\d+(\.\d+)?/g, "0");
