import type { AccessGroup } from "../../access/access-groups.ts";
import type { Configuration } from "./configuration.ts";
import { Refusal } from "../../model/refusal.ts";
import type { RefusalCode } from "../../model/refusal-codes.ts";
import type { Inventory } from "../../model/objects.ts";
import { packTable, type PackedColumn, type PackedTable } from "./packed-table.ts";
import type { ObjectId } from "../../model/object-id.ts";

/**
 * Configuration read by another process, piece by piece: each is small, so that receiving it does not block the server.
 */
export type ConfigurationPiece =
  /** The only piece of a configuration that could not be read; errors in it are part of the verdict instead. */
  | { readonly kind: "failed"; readonly code: RefusalCode | null; readonly message: string }
  | ({ readonly kind: "verdict"; readonly accessGroups: readonly AccessGroup[] | null } & Pick<
      Configuration,
      "errors" | "warnings" | "summary"
    >)
  | { readonly kind: "ids"; readonly ids: readonly ObjectId[] }
  /** Columns of values are still empty. */
  | { readonly kind: "table"; readonly member: Member; readonly table: PackedTable }
  | {
      readonly kind: "column-values";
      readonly member: Member;
      readonly column: string;
      readonly values: readonly unknown[];
    }
  | { readonly kind: "list"; readonly member: Member; readonly items: readonly unknown[] }
  | { readonly kind: "map"; readonly member: Member; readonly entries: readonly (readonly [unknown, unknown])[] }
  | { readonly kind: "member"; readonly member: Member; readonly value: unknown };

export type Member = keyof Inventory;

/** Configuration as received; its tables are unpacked later. */
export interface ReceivedConfiguration extends Pick<Configuration, "errors" | "warnings" | "summary" | "newIds"> {
  readonly accessGroups: readonly AccessGroup[] | null;
  readonly tables: ReadonlyMap<Member, PackedTable>;
  readonly members: ReadonlyMap<Member, unknown>;
}

const TABLES: readonly Member[] = ["hosts", "services", "dependencies", "escalations"];
const MAX_PER_PIECE = 2_000;

export function* piecesOf({
  accepted,
  errors,
  warnings,
  summary,
  newIds,
}: Configuration): Generator<ConfigurationPiece> {
  yield { kind: "verdict", accessGroups: accepted?.accessGroups ?? null, errors, warnings, summary };
  if (accepted === null) return;
  for (const ids of inPieces(newIds)) yield { kind: "ids", ids };
  for (const [member, value] of Object.entries(accepted.inventory) as [Member, unknown][]) {
    if (TABLES.includes(member)) yield* tablePieces(member, packTable(value as readonly object[]));
    else if (Array.isArray(value)) for (const items of inPieces(value)) yield { kind: "list", member, items };
    else if (value instanceof Map) for (const entries of inPieces([...value])) yield { kind: "map", member, entries };
    else yield { kind: "member", member, value };
  }
}

function* tablePieces(member: Member, table: PackedTable): Generator<ConfigurationPiece> {
  const empty = table.columns.map((column): PackedColumn =>
    column.kind === "values" ? { ...column, values: [] } : column,
  );
  yield { kind: "table", member, table: { length: table.length, columns: empty } };
  for (const column of table.columns) {
    if (column.kind !== "values") continue;
    for (const values of inPieces(column.values)) yield { kind: "column-values", member, column: column.name, values };
  }
}

/** At least one piece, so that an empty list also arrives. */
function* inPieces<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from === 0 || from < items.length; from += MAX_PER_PIECE)
    yield items.slice(from, from + MAX_PER_PIECE);
}

export interface Assembly {
  /** Refuses with the code of a failure, or with `configuration-not-read`. */
  take(piece: ConfigurationPiece): void;
  /** Called after the last piece. */
  done(): ReceivedConfiguration;
}

export function assemble(): Assembly {
  const tables = new Map<Member, PackedTable>();
  const members = new Map<Member, unknown>();
  const newIds: ObjectId[] = [];
  let verdict: Extract<ConfigurationPiece, { kind: "verdict" }> | undefined;
  return {
    take(piece) {
      switch (piece.kind) {
        case "failed":
          throw new Refusal(
            piece.code ?? "configuration-not-read",
            piece.code === null ? `The configuration could not be read: ${piece.message}.` : piece.message,
          );
        case "verdict":
          verdict = piece;
          break;
        case "ids":
          newIds.push(...piece.ids);
          break;
        case "table":
          tables.set(piece.member, piece.table);
          break;
        case "column-values": {
          const column = tables.get(piece.member)?.columns.find(({ name }) => name === piece.column);
          if (column?.kind === "values") column.values.push(...piece.values);
          break;
        }
        case "list": {
          const list = (members.get(piece.member) ?? []) as unknown[];
          list.push(...piece.items);
          members.set(piece.member, list);
          break;
        }
        case "map": {
          const map = (members.get(piece.member) ?? new Map()) as Map<unknown, unknown>;
          for (const [name, value] of piece.entries) map.set(name, value);
          members.set(piece.member, map);
          break;
        }
        case "member":
          members.set(piece.member, piece.value);
      }
    },
    done() {
      if (verdict === undefined) throw new Error("The process that reads the configuration gave no result");
      const { accessGroups, errors, warnings, summary } = verdict;
      return { accessGroups, errors, warnings, summary, newIds, tables, members };
    },
  };
}
