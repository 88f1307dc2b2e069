import type { RowPlace } from "./read-dump.ts";

/**
 * Finds the lines of a dump, counted from 1, on which rows begin. Reads the text up to the last of them; call it only
 * for a dump with mistakes. The text must be valid JSON. A place that is not in the text has no line.
 */
export function linesOfRows(text: string, places: readonly RowPlace[]): ReadonlyMap<string, number> {
  const wanted = new Set(places.map(keyOfPlace));
  const lines = new Map<string, number>();
  const openedAfter: string[] = [];
  let [line, row, lastString] = [1, 0, ""];
  for (const { 0: token } of text.matchAll(TOKEN)) {
    if (lines.size === wanted.size) break;
    const isInTable = openedAfter.length === ROW_DEPTH;
    if (token === "\n") line++;
    else if (token === ",") row += isInTable ? 1 : 0;
    else if (token === "}" || token === "]") openedAfter.pop();
    else {
      if (isInTable) record();
      if (token.startsWith('"')) lastString = token;
      if (token !== "{" && token !== "[") continue;
      openedAfter.push(lastString);
      if (openedAfter.length === ROW_DEPTH) row = 1;
    }
  }
  return lines;

  function record(): void {
    const [, area = '""', table = '""'] = openedAfter;
    const key = keyOfPlace({ area: String(JSON.parse(area)), table: String(JSON.parse(table)), row });
    if (wanted.has(key)) lines.set(key, line);
  }
}

/** Key of the lines found. */
export const keyOfPlace = ({ area, table, row }: RowPlace): string => `${area}.${table} ${row}`;

/** Brackets that are open around a row: those of the dump, of its area and of its table. */
const ROW_DEPTH = 3;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],\n]|[^\s"{}[\],:]+/g;
