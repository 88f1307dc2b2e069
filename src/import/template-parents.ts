import type { CentreonDump } from "./centreon-tables.ts";

/** Templates of a host or service or of a template, the first one that has a value wins. */
export type TemplateParents = (id: number) => readonly number[];

/** Templates of hosts, in the order in which Centreon applies them. */
export function hostTemplateParents(dump: CentreonDump): TemplateParents {
  const rows = Map.groupBy(
    dump.hostTemplates.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)),
    (row) => row.host_host_id,
  );
  const parents = new Map([...rows].map(([id, links]) => [id, links.map((row) => row.host_tpl_id)]));
  return (id) => parents.get(id) ?? [];
}

/** Template of services: one at most. */
export function serviceTemplateParents(dump: CentreonDump): TemplateParents {
  const parents = new Map(dump.configuredServices.map((row) => [row.service_id, row.service_template_model_stm_id]));
  return (id) => {
    const parent = parents.get(id) ?? null;
    return parent === null ? [] : [parent];
  };
}

/** The object and its templates, the ones with precedence first, each once, without those that `enters` refuses. */
export function withTemplates(
  id: number,
  parentsOf: TemplateParents,
  enters: (id: number) => boolean = () => true,
): readonly number[] {
  const found = new Set<number>();
  const stack = [id];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.has(next) || !enters(next)) continue;
    found.add(next);
    stack.push(...parentsOf(next).toReversed());
  }
  return [...found];
}
