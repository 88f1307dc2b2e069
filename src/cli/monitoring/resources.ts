import type { StateCode } from "../../model/resource-state.ts";
import { stateName, type ResourceKind } from "../../model/state-code.ts";
import type { ServerApi } from "../api-client.ts";
import { readList, type Conditions, type Listed, type ListQuery } from "./pages.ts";

/** Host or service of a listing. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly hostId: number;
  /** Null for a host. */
  readonly serviceId: number | null;
  readonly host: string;
  readonly service: string | null;
  readonly address: string | null;
  readonly state: StateCode;
  readonly isHard: boolean;
  readonly attempt: number | null;
  readonly maxAttempts: number | null;
  readonly since: string | null;
  readonly lastCheck: string | null;
  readonly output: string;
}

interface HostItem {
  readonly id: number;
  readonly name: string;
  readonly address_ip: string | null;
  readonly state: StateCode;
  readonly state_type: number | null;
  /** A text of a service. */
  readonly check_attempt: number | string | null;
  readonly max_check_attempts: number | null;
  readonly last_state_change: string | null;
  readonly last_check: string | null;
  readonly output: string | null;
}

interface ServiceItem extends Omit<HostItem, "name" | "address_ip"> {
  readonly description: string;
  readonly host: { readonly id: number; readonly name: string };
}

export async function readHosts(api: ServerApi, query: ListQuery): Promise<Listed<Resource>> {
  const { items, total } = await readList<HostItem>(api, "/monitoring/hosts", query);
  return { items: items.map(hostOf), total };
}

export async function readServices(api: ServerApi, query: ListQuery): Promise<Listed<Resource>> {
  const { items, total } = await readList<ServiceItem>(api, "/monitoring/services", query);
  return { items: items.map(serviceOf), total };
}

/** Row of `--json`: what the tables show, with fixed names. */
export const jsonOf = (resource: Resource) => ({
  host: resource.host,
  service: resource.service,
  host_id: resource.hostId,
  service_id: resource.serviceId,
  state: stateName(resource.kind, resource.state),
  state_type: resource.isHard ? "hard" : "soft",
  attempt: resource.attempt,
  max_attempts: resource.maxAttempts,
  last_state_change: resource.since,
  last_check: resource.lastCheck,
  output: resource.output,
});

/** Condition for names with `*` as a wildcard; without one, the whole name. */
export function nameCondition(field: string, name: string): Conditions[number] {
  if (!name.includes("*")) return { [field]: { $eq: name } };
  const pattern = name.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll("*", "%");
  return { [field]: { $lk: pattern } };
}

const hostOf = (item: HostItem): Resource => ({
  ...common(item),
  kind: "host",
  hostId: item.id,
  serviceId: null,
  host: item.name,
  service: null,
  address: item.address_ip,
});

const serviceOf = (item: ServiceItem): Resource => ({
  ...common(item),
  kind: "service",
  hostId: item.host.id,
  serviceId: item.id,
  host: item.host.name,
  service: item.description,
  address: null,
});

const common = (item: Omit<HostItem, "name" | "address_ip">) => ({
  state: item.state,
  isHard: item.state_type === 1,
  attempt: item.check_attempt === null ? null : Number(item.check_attempt),
  maxAttempts: item.max_check_attempts,
  since: item.last_state_change,
  lastCheck: item.last_check,
  output: (item.output ?? "").split("\n", 1)[0] ?? "",
});
