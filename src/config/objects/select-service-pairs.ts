import type { BuiltService } from "./build-services.ts";
import { splitItems, type Directive } from "./definition.ts";
import { selectNamed } from "./member-list.ts";
import { isPattern } from "./name-matching.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { ServiceLists } from "./select-services.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

/**
 * Selects services by `host,description,host,description`, the form of service groups' `members` and services'
 * `parents`. A description may be `*`, and both may be patterns if the main file allows them (Nagios 4). A host may
 * occur several times, so duplicates are kept. Reports incomplete pairs and undefined services.
 */
export function selectServicePairs(
  directive: Directive,
  name: string,
  lists: Pick<ServiceLists, "hosts" | "matching" | "servicesOf">,
  problems: Diagnostics,
): Set<BuiltService> {
  const chosen = new Set<BuiltService>();
  const items = splitItems(directive.value);
  if (items.length % 2 !== 0) problems.error(directive, name, errorOf("pairs-expected", {}));
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [hostName = "", description = ""] = items.slice(index, index + 2);
    const found = pair(hostName, description, lists);
    if ("code" in found) problems.error(directive, name, found);
    else if (found.length === 0) reportUndefined(directive, name, [hostName, description], lists, problems);
    else for (const service of found) chosen.add(service);
  }
  return chosen;
}

/** The host is the mistake if there is none of its name. */
function reportUndefined(
  directive: Directive,
  name: string,
  [hostName, description]: readonly [string, string],
  { hosts, matching, servicesOf }: Pick<ServiceLists, "hosts" | "matching" | "servicesOf">,
  problems: Diagnostics,
): void {
  const isHostWrong = !hosts.has(hostName) && !isPattern(hostName, matching);
  const [wrong, known] = isHostWrong ? [hostName, hosts.keys()] : [description, servicesOf(hostName).keys()];
  const error = ["service-not-defined", { service: description, host: hostName }] as const;
  problems.unknownName(directive, name, error, wrong, known);
}

function pair(
  hostName: string,
  description: string,
  { hosts, matching, servicesOf }: Pick<ServiceLists, "hosts" | "matching" | "servicesOf">,
): readonly BuiltService[] | ErrorText {
  if (!isPattern(hostName, matching)) return selectNamed(description, servicesOf(hostName), matching);
  const found = selectNamed(hostName, hosts, matching);
  if ("code" in found) return found;
  const services: BuiltService[] = [];
  for (const { host } of found) {
    const ofHost = selectNamed(description, servicesOf(host.hostName), matching);
    if ("code" in ofHost) return ofHost;
    services.push(...ofHost);
  }
  return services;
}
