import { hostIdOf, hostKey, isHostKey, serviceKey, type ResourceKey } from "../../../model/resource-key.ts";
import type { RecordScope } from "../realtime.ts";

/** Resource of a scope that has only one. */
export function resourceOfScope(scope: RecordScope): ResourceKey | null {
  if (scope.kind === "service") return serviceKey(scope.hostId, scope.serviceId);
  return scope.kind === "host" && !scope.withServices ? hostKey(scope.hostId) : null;
}

/** Returns true if a record of this resource belongs to the listing (contract §7.5; later versions §8.1). */
export function isInScope(scope: RecordScope, key: ResourceKey): boolean {
  switch (scope.kind) {
    case "all":
      return true;
    case "hosts":
      return isHostKey(key);
    case "services":
      return !isHostKey(key);
    case "host":
      return scope.withServices ? hostIdOf(key) === scope.hostId : key === hostKey(scope.hostId);
    case "service":
      return key === serviceKey(scope.hostId, scope.serviceId);
  }
}
