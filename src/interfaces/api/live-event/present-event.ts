import type { Realtime } from "../../../data/realtime/realtime.ts";
import type { StoredEvent } from "../../../data/store/store.ts";
import { hostIdOf, isHostKey, SERVER_KEY, serviceIdOf } from "../../../model/resource-key.ts";
import type { StateCode } from "../../../model/resource-state.ts";
import { stateName } from "../../../model/state-code.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { findHost, findService } from "../lookup.ts";
import { dateOrNull } from "../present-values.ts";
import { authorOfEvent } from "../../../model/author-of-event.ts";

/** Line of the history for the console, the same in every list of them. */
export function presentLiveEvent(event: StoredEvent, realtime: Realtime, visibility: Visibility) {
  const { id, key, at, kind, state, stateType, checkAttempt, output, reason } = event;
  const isOfServer = key === SERVER_KEY;
  const type = isHostKey(key) ? "host" : "service";
  const hostId = hostIdOf(key);
  return {
    id,
    at: dateOrNull(at),
    kind,
    key: isOfServer ? null : formatLiveKey(key),
    type: isOfServer ? ("server" as const) : (type as "host" | "service"),
    host: isOfServer ? null : (findHost(realtime, hostId, visibility)?.host.hostName ?? null),
    service:
      isOfServer || type === "host"
        ? null
        : (findService(realtime, hostId, serviceIdOf(key), visibility)?.service.description ?? null),
    state: isOfServer ? null : stateName(type, state as StateCode),
    hard: isOfServer || stateType === null ? null : stateType === 1,
    attempt: isOfServer ? null : checkAttempt,
    output,
    reason,
    by: authorOfEvent(event),
  };
}
