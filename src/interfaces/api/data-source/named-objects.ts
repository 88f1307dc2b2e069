import type { HostRow, Page } from "../../../data/realtime/realtime.ts";
import { folded } from "../../../data/realtime/search/collation.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import { selectPage } from "../../../data/realtime/search/select-page.ts";
import { runCooperatively, visitAll } from "../../../lib/cooperative.ts";
import type { Visibility } from "../../../model/visibility.ts";
import type { SourceFilters } from "./filters.ts";
import type { Slug } from "./kinds.ts";
import { EVERYTHING, keysOf, selectResources, type SelectedResources, type SourceParts } from "./select-resources.ts";

export interface NamedObject {
  readonly id: number;
  readonly name: string;
}

/** Objects of one kind by name, each name once: with the id of the first object that has it. */
export async function namedObjects(
  slug: Slug,
  parts: SourceParts,
  filters: SourceFilters,
  { page, limit }: Pick<ListQuery, "page" | "limit">,
): Promise<Page<NamedObject>> {
  const objects = await objectsOf(slug, parts, filters);
  const found = new Map<string, NamedObject>();
  const isWanted = filters[slug] ?? (() => true);
  await runCooperatively(
    visitAll(objects, (object) => {
      if (!found.has(object.name) && isWanted(object.name)) found.set(object.name, object);
    }),
  );
  const rows: NamedObject[] = [];
  const texts: string[] = [];
  await runCooperatively(
    visitAll(found.values(), (object) => {
      rows.push(object);
      texts.push(folded(object.name));
    }),
  );
  const valueAt = (index: number): string => texts[index]!;
  const indexes = selectPage(rows.length, [{ valueAt, isDescending: false }], (page - 1) * limit, limit);
  return { rows: indexes.map((index) => rows[index]!), total: rows.length };
}

async function objectsOf(slug: Slug, parts: SourceParts, filters: SourceFilters): Promise<Iterable<NamedObject>> {
  const { realtime, visibility, timeSeries } = parts;
  // A group without members is listed, too, as long as nothing is asked of its members.
  const isAlone = Object.keys(filters).every((each) => each === slug);
  if (isAlone && slug === "host-group") return realtime.listHostGroups(EVERYTHING, visibility).rows;
  if (isAlone && slug === "service-group") return realtime.listServiceGroups(EVERYTHING, visibility).rows;
  const selected = await selectResources(parts, filters, slug !== "host" && slug !== "host-group");
  switch (slug) {
    case "host":
      return hostsIn(selected, visibility).map(({ host }) => ({ id: host.hostId, name: host.hostName }));
    case "host-group":
      return hostsIn(selected, visibility).flatMap(({ groups }) =>
        groups.filter(({ id }) => visibility.seesHostGroup(id)),
      );
    case "service":
      return selected.services.values().map(({ service }) => ({ id: service.serviceId, name: service.description }));
    case "service-group":
      return selected.services
        .values()
        .flatMap(({ groups }) => groups.filter(({ id }) => visibility.seesServiceGroup(id)));
    case "metaservice":
      return [];
    case "metric": {
      const { labels, metricIds } = await timeSeries().labels(await keysOf(selected));
      return labels.map((name, index) => ({ id: metricIds[index]!, name }));
    }
  }
}

/** Visible hosts that are selected, or of which a service is; a host may come again. */
function* hostsIn({ hosts, services }: SelectedResources, visibility: Visibility): Generator<HostRow> {
  yield* hosts;
  let before: HostRow | undefined;
  for (const { host } of services) {
    if (host !== before && visibility.seesHost(host.host.hostId)) yield host;
    before = host;
  }
}
