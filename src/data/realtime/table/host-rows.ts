import { createTextColumn, type TextColumn } from "../search/text-column.ts";
import type { SharedRows } from "../search/row-verdicts.ts";
import type { HostEntry } from "../rows/rows.ts";

/**
 * Hosts as rows that a search is asked about. The texts of a host change with the configuration only, so once a field was searched
 * its column is kept for as long as these hosts are: about 15 bytes a host and field.
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
