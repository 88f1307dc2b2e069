import { folded } from "../search/collation.ts";
import { number, text, type SearchField } from "../search/field.ts";
import type { HostEntry } from "../rows/rows.ts";

/**
 * Fields of a host, with the same names in every listing (contract §7). For a removed host, all are null except the id
 * and the name, which `known` may provide.
 */
export function hostFields<At>(
  table: string,
  hostOf: (at: At) => HostEntry | null | undefined,
  known: { readonly id: (at: At) => number | null; readonly name: (at: At) => string | null } = {
    id: () => null,
    name: () => null,
  },
): Readonly<
  Record<
    "host.id" | "host.name" | "host.alias" | "host.address" | "host.display_name" | "host.state" | "poller.id",
    SearchField<At>
  >
> {
  const foldedKnownName = (at: At): string | null => {
    const name = known.name(at);
    return name === null ? null : folded(name);
  };
  return {
    "host.id": number(table, (at) => hostOf(at)?.host.hostId ?? known.id(at)),
    "host.name": text(
      table,
      (at) => hostOf(at)?.host.hostName ?? known.name(at),
      (at) => hostOf(at)?.foldedName ?? foldedKnownName(at),
    ),
    "host.alias": text(
      table,
      (at) => hostOf(at)?.host.alias ?? null,
      (at) => hostOf(at)?.foldedAlias ?? null,
    ),
    "host.address": text(
      table,
      (at) => hostOf(at)?.host.address ?? null,
      (at) => hostOf(at)?.foldedAddress ?? null,
    ),
    "host.display_name": text(
      table,
      (at) => hostOf(at)?.host.displayName ?? null,
      (at) => hostOf(at)?.foldedDisplayName ?? null,
    ),
    "host.state": number(table, (at) => hostOf(at)?.state.check.state ?? null),
    "poller.id": number(table, (at) => hostOf(at)?.host.pollerId ?? null),
  };
}
