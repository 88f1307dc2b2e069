import type { ConfigWarning } from "../../model/objects.ts";

/** Warnings that differ only in names, values and places, as their first one. */
export interface WarningGroup {
  readonly first: ConfigWarning;
  readonly count: number;
}

/** Groups warnings by directive and kind, in the order of their first ones. */
export function groupWarnings(warnings: readonly ConfigWarning[]): WarningGroup[] {
  const groups = Map.groupBy(warnings, ({ directive, message }) => `${directive} ${kindOf(message)}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, count: others.length + 1 }],
  );
}

/** The message without what is particular to one place: quoted names and values, numbers, files with lines. */
const kindOf = (message: string): string =>
  message
    .replace(/'[^']*'/g, "''")
    .replace(/\S+:\d+/g, "file:line")
    .replace(/\d+(\.\d+)?/g, "0");
