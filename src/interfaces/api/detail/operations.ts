import { namesOf } from "../../../model/inventory-index.ts";
import type { Resource } from "../../../model/objects.ts";
import { CENTRAL_ID } from "../../../model/poller.ts";
import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { callerOf } from "../rights.ts";
import { missingAnswer } from "../schema-types.ts";
import { foundTarget, type Target, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { detailAnswer } from "./schema.ts";

/** State and switches of a resource that the contract's objects lack, the same for hosts and services. */
export const detailOperations: readonly Operation[] = [detailOf("host"), detailOf("service")];

function detailOf(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `get-${kind}-detail`,
    surface: "vigie",
    method: "GET",
    // Only the leader knows which pollers are away.
    answeredBy: "leader",
    paths: [`${path}/detail`],
    right: "api-access",
    tag: kind === "host" ? "Hosts" : "Services",
    summary: `Show what is switched on for a ${kind}, its acknowledgement and its flapping`,
    parameters,
    answers: { 200: detailAnswer, ...missingAnswer },
    handle: (request, parts) => {
      const { realtime } = parts;
      const target = foundTarget(targetOfPath(realtime, kind, request, callerOf(request).visibility), kind);
      const acknowledgement = isAcknowledged(target.state)
        ? realtime.latestAcknowledgement(target.resource.key)
        : undefined;
      return { ...presentTarget(target, parts), acknowledgement: presentAcknowledgement(acknowledgement) };
    },
  };
}

type PlaceParts = Pick<ApiParts, "inventory" | "pollers">;

const presentTarget = ({ resource, state: { check, notification, plan } }: Target, parts: PlaceParts) => ({
  checks: {
    active: resource.activeChecks,
    passive: resource.passiveChecks,
    next: dateOrNull(plan.nextCheck),
    period: resource.checkPeriod,
    event_handler: resource.options.eventHandlerEnabled && resource.options.eventHandler !== null,
    freshness: resource.options.checkFreshness,
    ...presentPlace(resource, parts),
  },
  notifications: {
    enabled: resource.notificationsEnabled,
    period: resource.notificationPeriod,
    number: notification.notificationNumber,
    last: dateOrNull(notification.lastNotification),
    contacts: resource.contacts,
    contact_groups: resource.contactGroups,
  },
  flapping: {
    detected: resource.options.flapDetectionEnabled,
    is_flapping: check.isFlapping,
    percent_state_change: check.percentStateChange,
  },
});

function presentPlace({ key, hostId }: Resource, { inventory, pollers }: PlaceParts) {
  const host = namesOf(inventory()).hostById.get(hostId);
  return {
    poller: host === undefined || host.pollerId === CENTRAL_ID ? null : host.pollerName,
    not_seen_since: dateOrNull(pollers()?.notSeenSince(key) ?? null),
  };
}

const presentAcknowledgement = (acknowledgement: Acknowledgement | undefined) =>
  acknowledgement === undefined
    ? null
    : {
        author: acknowledgement.author,
        entry_time: dateOrNull(acknowledgement.entryTime),
        comment: acknowledgement.comment,
        sticky: acknowledgement.isSticky,
        notified: acknowledgement.isNotifyContacts,
        persistent: acknowledgement.isPersistentComment,
        expires_at: dateOrNull(acknowledgement.expiresAt),
        stable_minutes: acknowledgement.stableSeconds === null ? null : acknowledgement.stableSeconds / 60,
      };
