import type { Writable } from "node:stream";
import { styleText } from "node:util";
import { printable } from "./printable.ts";

export type Style = Parameters<typeof styleText>[0];

/** Cell of a table: its text, and how it looks on a terminal with colours. */
export type Cell = string | { readonly text: string; readonly style: Style };

/** Place where a table is shown. Default: a file, with full lines and no colours. */
export interface Screen {
  readonly hasColours: boolean;
  /** Longer lines are cut off; null: no limit. */
  readonly columns: number | null;
}

const FILE: Screen = { hasColours: false, columns: null };

/** Of a stream of a terminal, or of a file. */
export const screenOf = (stdout: Writable & { readonly columns?: number; hasColors?(): boolean }): Screen => ({
  hasColours: stdout.hasColors?.() === true,
  columns: stdout.columns ?? null,
});

/** Formats rows under headings, with aligned columns. Without rows, only the headings. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  { hasColours, columns }: Screen = FILE,
): string {
  const lines = [headings, ...rows].map((line) => line.map(printableCell));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.text.length ?? 0)));
  return lines
    .map((line) => {
      let room = columns ?? Infinity;
      const cells = line.map(({ text, style }, column) => {
        const shown = cut(column === line.length - 1 ? text : text.padEnd(widths[column] ?? 0), room);
        room -= shown.length + 2;
        return hasColours && style !== null ? styled(style, shown) : shown;
      });
      return `${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}

/** Text in a style, if the screen has colours. */
export const inStyle = (style: Style, text: string, { hasColours }: Screen): string =>
  hasColours ? styled(style, text) : text;

const styled = (style: Style, text: string): string => styleText(style, text, { validateStream: false });

function printableCell(cell: Cell): { readonly text: string; readonly style: Style | null } {
  return typeof cell === "string"
    ? { text: printable(cell), style: null }
    : { text: printable(cell.text), style: cell.style };
}

function cut(text: string, room: number): string {
  if (room <= 0) return "";
  return text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
}
