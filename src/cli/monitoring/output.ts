import { printableJson } from "../../lib/printable.ts";
import { processStreams, type CommandStreams } from "../streams.ts";
import { screenOf, table, type Cell, type Screen } from "../../lib/table.ts";
import type { ProcessContext } from "../process-context.ts";

/** What the commands of this folder need of the process. */
export type MonitoringContext = Pick<ProcessContext, "api" | "typed"> & { readonly streams?: CommandStreams };

export interface Output {
  readonly screen: Screen;
  text(text: string): void;
  json(value: unknown): void;
  table(headings: readonly string[], rows: readonly (readonly Cell[])[]): void;
  /** For people: not part of the result. */
  note(text: string): void;
}

export function outputOf({ streams = processStreams }: Pick<MonitoringContext, "streams">): Output {
  const { stdout, stderr } = streams;
  const screen = screenOf(stdout);
  return {
    screen,
    text: (text) => void stdout.write(text),
    json: (value) => void stdout.write(`${printableJson(JSON.stringify(value, null, 2))}\n`),
    table: (headings, rows) => void stdout.write(table(headings, rows, screen)),
    note: (text) => void stderr.write(`${text}\n`),
  };
}

/** Notes that a listing shows only its first items. */
export function noteRest(output: Output, shown: number, total: number): void {
  if (total > shown) output.note(`${shown} of ${total} are shown; --limit ${total} shows all.`);
}
