import { folded } from "../search/collation.ts";
import { boolean, number, text, type SearchField } from "../search/field.ts";
import { valueOrNull } from "../../../model/state-fields.ts";
import type { ResourceEntry, ServiceEntry } from "../rows/rows.ts";

/** Fields of a service, with the same names in every listing (contract §7). */
export function serviceFields<At>(
  table: string,
  serviceOf: (at: At) => ServiceEntry | null | undefined,
): Readonly<
  Record<
    | "service.id"
    | "service.description"
    | "service.display_name"
    | "service.is_acknowledged"
    | "service.output"
    | "service.state",
    SearchField<At>
  >
> {
  return {
    "service.id": number(table, (at) => serviceOf(at)?.service.serviceId ?? null),
    "service.description": text(
      table,
      (at) => serviceOf(at)?.service.description ?? null,
      (at) => serviceOf(at)?.foldedDescription ?? null,
    ),
    "service.display_name": text(
      table,
      (at) => serviceOf(at)?.service.displayName ?? null,
      (at) => serviceOf(at)?.foldedDisplayName ?? null,
    ),
    "service.is_acknowledged": boolean(table, (at) => acknowledgedOf(serviceOf(at))),
    // The output of a service without one is empty text (contract §7.2).
    "service.output": text(
      table,
      (at) => outputOf(serviceOf(at)),
      (at) => foldedOutputOf(serviceOf(at)),
    ),
    "service.state": number(table, (at) => serviceOf(at)?.state.check.state ?? null),
  };
}

export function acknowledgedOf(row: ResourceEntry | null | undefined): boolean | null {
  const kind = row === null || row === undefined ? null : valueOrNull(row.state.handling, "acknowledgement");
  return kind === null ? null : kind !== "none";
}

function outputOf(row: ServiceEntry | null | undefined): string | null {
  return row === null || row === undefined ? null : row.state.check.output;
}

export function foldedOutputOf(row: ServiceEntry | null | undefined): string | null {
  if (row === null || row === undefined) return null;
  const output = row.state.check.output;
  if (output !== row.searchedOutput) {
    row.searchedOutput = output;
    row.foldedOutput = folded(output);
  }
  return row.foldedOutput;
}
