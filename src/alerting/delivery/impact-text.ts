import { counted } from "../../lib/counted.ts";
import type { Host, Inventory, Resource } from "../../model/objects.ts";
import type { NotificationKind } from "../../model/history-event.ts";
import type { CheckState } from "../../model/resource-state.ts";
import { stateName } from "../../model/state-code.ts";
import { impactOf, type Impact, type StateOf } from "./impact.ts";

const MAX_NAMES = 20;

export interface About {
  readonly kind: NotificationKind;
  readonly state: { readonly check: Pick<CheckState, "state"> };
}

/**
 * Text about the impact of a host, one line for services and one for hosts: what it affects while it is DOWN, and what
 * still fails at its recovery. '' for services, for a host in another state, and if there is nothing to report.
 */
export function impactText(
  resource: Resource,
  {
    kind,
    state: {
      check: { state },
    },
  }: About,
  inventory: Inventory,
  stateOf: StateOf,
): string {
  if (resource.kind !== "host") return "";
  if (state === 1) return downText(impactOf(resource, inventory, stateOf), stateOf);
  return state === 0 && kind === "recovery" ? recoveryText(resource, inventory, stateOf) : "";
}

function downText({ services, servicesInAll, hostsBehind }: Impact, stateOf: StateOf): string {
  return [
    ...(services.length === 0
      ? []
      : [
          `${services.length} of its ${counted(servicesInAll, "service")} ${have(services)}: ${serviceNames(services, stateOf)}`,
        ]),
    ...(hostsBehind.length === 0
      ? []
      : [
          `${counted(hostsBehind.length, "host")} behind it cannot be reached: ` +
            named(hostsBehind.map((host) => host.hostName)),
        ]),
  ].join("\n");
}

function recoveryText(host: Host, inventory: Inventory, stateOf: StateOf): string {
  const { services, servicesInAll, hostsWithProblem } = impactOf(host, inventory, stateOf);
  const hosts = hostsWithProblem.map(
    (one) => `${one.hostName} (${stateName("host", stateOf(one.key)?.check.state ?? 4)})`,
  );
  return [
    ...(services.length === 0
      ? []
      : [
          `Still failing: ${services.length} of its ${counted(servicesInAll, "service")}: ${serviceNames(services, stateOf)}`,
        ]),
    ...(hosts.length === 0 ? [] : [`Still failing: ${counted(hosts.length, "host")} behind it: ${named(hosts)}`]),
  ].join("\n");
}

const serviceNames = (services: Impact["services"], stateOf: StateOf): string =>
  named(
    services.map(
      (service) => `${service.description} (${stateName("service", stateOf(service.key)?.check.state ?? 4)})`,
    ),
  );

const named = (names: readonly string[]): string =>
  names.length <= MAX_NAMES
    ? names.join(", ")
    : `${names.slice(0, MAX_NAMES).join(", ")} and ${names.length - MAX_NAMES} more`;

const have = ({ length }: readonly unknown[]): string => (length === 1 ? "has a problem" : "have problems");
