import { createTextColumn, type TextColumn } from "../search/text-column.ts";
import type { SharedRows } from "../search/row-verdicts.ts";
import type { HostEntry } from "../rows/rows.ts";

/**
 * Hosts as rows of a search. Their texts only change with the configuration, so the column of a searched field is
 * cached as long as these hosts: about 15 bytes per host and field.
 */
export function hostRows<At extends { host: HostEntry | null }>(hosts: readonly HostEntry[], at: At): SharedRows<At> {
  const columns = new Map<string, TextColumn>();
  const goTo = (index: number): At => {
    at.host = hosts[index]!;
    return at;
  };
  return {
    table: "host",
    indexes: Uint32Array.from(hosts, (_, index) => index),
    goTo,
    textsOf({ name, field }) {
      if (field.type !== "text") return undefined;
      const column = columns.get(name) ?? createTextColumn(hosts.map((_, index) => field.readFolded(goTo(index))));
      columns.set(name, column);
      return column;
    },
  };
}
