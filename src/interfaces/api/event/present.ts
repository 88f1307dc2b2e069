import type { Realtime } from "../../../data/realtime/realtime.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { Inventory } from "../../../model/objects.ts";
import { hostIdOf, isHostKey, SERVER_KEY, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { seesResource, type Visibility } from "../../../model/visibility.ts";
import { authorOfEvent } from "../../../model/author-of-event.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { stateName } from "../../../model/state-code.ts";
import { seenReason } from "../hidden-names.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { findHost, findService } from "../lookup.ts";

/** True for events of visible resources. Events of the server, and of removed resources, are for administrators. */
export function isVisible(key: ResourceKey, visibility: Visibility): boolean {
  return visibility.seesAll || (key !== SERVER_KEY && seesResource(visibility, key));
}

export interface EventParts {
  readonly realtime: Realtime;
  readonly inventory: () => Inventory;
}

export function presentEvent(event: StoredEvent, { realtime, inventory }: EventParts, visibility: Visibility) {
  const { id, key, at, kind, state, stateType, checkAttempt, output } = event;
  const isOfServer = key === SERVER_KEY;
  const [hostId, serviceId] = [hostIdOf(key), serviceIdOf(key)];
  return {
    id,
    time: formatRfc3339(at),
    kind,
    key: isOfServer ? null : formatLiveKey(key),
    host: isOfServer ? null : { id: hostId, name: findHost(realtime, hostId, visibility)?.host.hostName ?? null },
    service: isHostKey(key)
      ? null
      : {
          id: serviceId,
          name: findService(realtime, hostId, serviceId, visibility)?.service.description ?? null,
        },
    state: isOfServer ? null : state,
    state_name: isOfServer ? null : stateName(isHostKey(key) ? "host" : "service", state as StateCode),
    state_type: isOfServer ? null : stateType,
    check_attempt: isOfServer ? null : checkAttempt,
    output,
    reason: seenReason(event, { visibility, inventory: inventory() }),
    by: authorOfEvent(event),
  };
}
