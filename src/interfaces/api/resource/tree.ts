import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { visibleServices } from "../../../data/realtime/rows/visible.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import type { ShownFor } from "./links.ts";
import { presentResource } from "./present.ts";

/** Services shown below a host; the numbers beside them cover all. */
const MAX_CHILDREN = 10;

/** Item of `GET /monitoring/resources/hosts` (later versions §5.5): a host with its worst services. */
export function presentHostWithServices(row: HostRow, shown: ShownFor) {
  const services = visibleServices(row, shown.caller.visibility);
  const counts = [0, 0, 0, 0, 0];
  for (const { state } of services) counts[state.check.state]!++;
  const [ok = 0, warning = 0, critical = 0, unknown = 0, pending = 0] = counts;
  return {
    ...presentResource(row, shown),
    children: {
      resources: services
        .toSorted(worstFirst)
        .slice(0, MAX_CHILDREN)
        .map((service) => presentChild(service, shown)),
      total: services.length,
      status_count: { ok, warning, critical, unknown, pending },
    },
  };
}

const presentChild = (row: ServiceRow, shown: ShownFor) => ({
  ...presentResource(row, shown),
  resource_name: row.service.description,
  parent: { id: row.service.hostId },
});

const worstFirst = (one: ServiceRow, other: ServiceRow): number =>
  severityOf(one) - severityOf(other) || (one.service.description < other.service.description ? -1 : 1);

const severityOf = ({ state }: ServiceRow): number => STATUSES.service[state.check.state].severityCode;
