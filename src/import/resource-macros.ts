import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";

export interface ResourceMacros {
  /** Values by macro as written: `$USER1$`. */
  readonly values: ReadonlyMap<string, string>;
  /** Macros with another value on another poller, which is lost: there is one value for a macro here. */
  readonly ambiguous: readonly string[];
}

/**
 * Collects `$USERn$` and other macros of the resource files of all pollers that have hosts, the lowest poller first.
 */
export function resourceMacros(dump: CentreonDump, active: ActiveObjects): ResourceMacros {
  const used = new Set([...active.hosts.values()].map((row) => row.instance_id));
  const pollers = Map.groupBy(dump.resourceMacroPollers, (row) => row.resource_id);
  const rows = dump.resourceMacros
    .filter((row) => row.resource_activate !== false)
    .map((row) => ({
      row,
      poller: firstUsed(
        pollers.get(row.resource_id)?.map((link) => link.instance_id),
        used,
      ),
    }))
    .filter(({ poller }) => poller !== null)
    .toSorted((a, b) => (a.poller ?? 0) - (b.poller ?? 0));
  const values = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { row } of rows) {
    const name = (row.resource_name ?? "").trim();
    const value = (row.resource_line ?? "").replace(/^\s*\$[^$=\s]+\$\s*=\s*/, "");
    if (!/^\$[A-Za-z][\w-]*\$$/.test(name) || /[\r\n\0]/.test(value)) continue;
    if (!values.has(name)) values.set(name, value);
    else if (values.get(name) !== value) ambiguous.add(name);
  }
  return { values, ambiguous: [...ambiguous] };
}

/** Lowest poller of a macro that has hosts; 0 for a macro without pollers in the dump; null for none. */
function firstUsed(pollers: readonly number[] | undefined, used: ReadonlySet<number>): number | null {
  if (pollers === undefined) return 0;
  const found = pollers.filter((id) => used.has(id));
  return found.length === 0 ? null : Math.min(...found);
}

/** Text of `resource.cfg`. */
export const resourceFile = (values: ReadonlyMap<string, string>): string =>
  [
    "# Macros of the engine's resource files. The values may be secrets.",
    ...[...values].map(([name, value]) => `${name}=${value}`),
    "",
  ].join("\n");
