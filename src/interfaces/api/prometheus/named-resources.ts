import { runCooperatively, visitAll } from "../../../lib/cooperative.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import type { Host, Inventory } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import { compileMatcher, listedValues, type LabelMatcher } from "../../metrics/promql/syntax/label-matcher.ts";

type Test = (text: string) => boolean;

/**
 * Resources whose names fulfil the matchers of `host_name` and `service_description`; null if there are none of these,
 * so that all do. Hosts that the matchers list by name are looked up, others are looked through.
 */
export async function namedResources(
  matchers: readonly LabelMatcher[],
  inventory: Inventory,
): Promise<readonly ResourceKey[] | null> {
  const ofHost = matchers.filter(({ label }) => label === "host_name");
  const ofService = matchers.filter(({ label }) => label === "service_description");
  if (ofHost.length + ofService.length === 0) return null;
  const names = namesOf(inventory);
  const [isHost, isService] = [testOf(ofHost), testOf(ofService)];
  const listed = shortestList(ofHost);
  const hosts = listed === null ? inventory.hosts : [...listed].map((name) => names.hosts.get(name));
  const wantsHosts = isService("");
  const found: ResourceKey[] = [];
  const services = function* (host: Host | undefined) {
    if (host === undefined || !isHost(host.hostName)) return;
    if (wantsHosts) found.push(host.key);
    yield* visitAll(names.servicesOfHost.get(host.hostId) ?? [], ({ key, description }) => {
      if (isService(description)) found.push(key);
    });
  };
  await runCooperatively(
    (function* () {
      for (const host of hosts) {
        yield* services(host);
        yield;
      }
    })(),
  );
  return found;
}

/** Values of a label of which a series must have one, as far as the matchers list them; null: any. */
export function shortestList(matchers: readonly LabelMatcher[]): ReadonlySet<string> | null {
  const lists = matchers.map(listedValues).filter((list) => list !== null);
  return lists.sort((one, other) => one.size - other.size)[0] ?? null;
}

function testOf(matchers: readonly LabelMatcher[]): Test {
  const tests = matchers.map(compileMatcher);
  return (text) => tests.every((test) => test(text));
}
