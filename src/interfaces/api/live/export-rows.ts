import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { csvField } from "../../../lib/csv-field.ts";
import type { Inventory } from "../../../model/objects.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { inChunks } from "../exposition/in-chunks.ts";
import { presentRow, type LiveRow, type RowRecords } from "./present-row.ts";
import { groupsOf, isVariable, variableOf, type RowField } from "./row-fields.ts";

const DEFAULT_FIELDS: readonly RowField[] = [
  "key",
  "type",
  "state",
  "host",
  "name",
  "since",
  "last_check",
  "attempt",
  "max_attempts",
  "output",
  "unhandled",
  "acknowledgement",
  "downtime",
];

export interface ExportedRows {
  readonly rows: readonly (HostRow | ServiceRow)[];
  readonly fields: readonly RowField[] | null;
  readonly records: RowRecords;
  readonly visibility: Visibility;
  readonly inventory: Inventory;
}

/** CSV of rows, written as fast as it is read. */
export function exportRows(reply: FastifyReply, exported: ExportedRows): Readable {
  reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="resources.csv"');
  return Readable.from(inChunks(linesOf(exported)), { objectMode: false });
}

function* linesOf({ rows, fields, records, visibility, inventory }: ExportedRows): Generator<string> {
  const columns = fields ?? DEFAULT_FIELDS;
  yield lineOf(columns);
  for (const row of rows) {
    const presented = presentRow(row, records, visibility);
    yield lineOf(columns.map((field) => cellOf(row, presented, field, visibility, inventory)));
  }
}

const lineOf = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => csvField(cell)).join(",")}\r\n`;

function cellOf(
  row: HostRow | ServiceRow,
  presented: LiveRow,
  field: RowField,
  visibility: Visibility,
  inventory: Inventory,
): string | number | null {
  if (field === "groups") return groupsOf(row, visibility).join(" ");
  if (isVariable(field)) return variableOf(row, field, inventory);
  if (field === "address") return presented.host.address;
  switch (field) {
    case "host":
      return presented.host.name;
    case "acknowledgement":
      return presented.acknowledgement && (presented.acknowledgement.author ?? "unknown");
    case "downtime":
      return presented.downtime && (presented.downtime.until ?? "unknown");
    case "services":
      return presented.services?.total ?? null;
    default: {
      const value = presented[field];
      return typeof value === "boolean" ? String(value) : value;
    }
  }
}
