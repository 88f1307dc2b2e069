import { namesOf } from "../../model/inventory-index.ts";
import type { Host } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { isCheckedActively, maxCheckAttemptsOf } from "../../engine/schedule/check-times.ts";
import { dialectOf } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem, isHardProblem, isSoftProblem, stateName } from "../../model/state-code.ts";
import { commandsOf } from "./contact-commands.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { ReasonParamsOf } from "./reason-words.ts";
import { suppressed, waiting, type Suppression } from "./suppression.ts";
import type { RuleContext } from "./rule-context.ts";

/** Suppresses a service whose host has a hard problem (Nagios): contacts are notified of the host. */
export function hostIsDown(request: NotificationRequest): Suppression | null {
  const { ruleContext, target } = request;
  if (target.resource.kind === "host" || target.host === undefined) return null;
  const state = ruleContext.stateOf(target.host.key);
  if (state === null || !isHardProblem(state.check)) return null;
  const { host } = target;
  const root = state.check.state === 2 ? rootOf(ruleContext, host) : { host, state };
  if (root !== null && namesRootCauses(request) && isNotifiedOf(request, root)) return namedWith(root.host);
  return suppressed("host-down", {
    host: host.hostName,
    state: stateName("host", state.check.state),
    is_behind: false,
  });
}

/**
 * Delays a problem of a service until the soft problem of its host is hard or over. If it is over, the service itself
 * is checked again first: its problem was hard only because of the host. Without checks of the host or the service
 * there is nothing to wait for.
 */
export function hostIsSettling({ ruleContext, target, state }: NotificationRequest): Suppression | null {
  const { resource, host } = target;
  if (!dialectOf(ruleContext.engine).servicesWaitForHardStateOfHost) return null;
  if (resource.kind === "host" || host === undefined || resource.isVolatile) return null;
  const hostState = ruleContext.stateOf(host.key);
  if (hostState === null) return null;
  if (isSoftProblem(hostState.check) && isCheckedActively(host, ruleContext.inventory)) {
    const { state: code, checkAttempt } = hostState.check;
    return settling(host.key, "host-soft", {
      host: host.hostName,
      state: stateName("host", code),
      attempt: checkAttempt,
      max_attempts: maxCheckAttemptsOf(host),
    });
  }
  const isUnconfirmed =
    state.check.hadHostProblem &&
    !isProblem(hostState.check.state) &&
    maxCheckAttemptsOf(resource) > 1 &&
    isCheckedActively(resource, ruleContext.inventory);
  return isUnconfirmed ? settling(resource.key, "not-rechecked", { host: host.hostName }) : null;
}

const settling = <Code extends Suppression["code"]>(
  check: ResourceKey,
  code: Code,
  params: ReasonParamsOf[Code],
): Suppression => ({ ...waiting(code, params, null), checks: [check] });

/**
 * Suppression of a host behind one that is DOWN, if that one is notified, or suppressed on purpose (downtime,
 * acknowledgement). If it is suppressed for another reason, the hosts behind it are notified.
 */
export function behindDownHost(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, state, notificationEvent } = request;
  if (
    target.resource.kind === "service" ||
    notificationEvent.kind !== "problem" ||
    ruleContext.rootCause.mode === "off"
  )
    return null;
  const isBehind =
    state.check.state === 2 ||
    (target.parents.length > 0 && target.parents.every((parent) => isDown(ruleContext.stateOf(parent))));
  const root = isBehind ? rootOf(ruleContext, target.resource) : null;
  if (root === null) return null;
  if (isNotifiedOf(request, root)) return namedWith(root.host);
  return isSuppressedByOperator(root.state)
    ? suppressed("host-down", { host: root.host.hostName, state: "DOWN", is_behind: true })
    : null;
}

const namedWith = (host: Host): Suppression => suppressed("named-with-host", { host: host.hostName });

/**
 * Delays a new problem until its possible root cause has been checked: the host of a service, or the parents of a host.
 * Limited to `root_cause_wait_seconds` from the hard state.
 */
export function hostCheckWait(request: NotificationRequest): Suppression | null {
  const { ruleContext, target, state, at } = request;
  if (ruleContext.rootCause.mode === "off" || state.notification.notificationNumber > 0 || target.parents.length === 0)
    return null;
  // UNREACHABLE means that the root cause is already known to be another host.
  if (state.check.state === 2 && target.resource.kind === "host") return null;
  const end = (state.check.lastHardStateChange ?? at) + ruleContext.rootCause.waitSeconds;
  if (at >= end || !namesRootCauses(request)) return null;
  const unsettled = target.parents.filter((parent) => !isSettled(request, parent));
  const isReached = target.parents.some(
    (parent) => isSettled(request, parent) && !isProblem(ruleContext.stateOf(parent)?.check.state ?? 0),
  );
  if (unsettled.length === 0 || isReached) return null;
  const awaited = target.resource.kind === "service" ? "host" : unsettled.length === 1 ? "parent" : "parents";
  return { ...waiting("waiting-for-host-check", { awaited }, end), checks: unsettled };
}

/** The host has been checked since the problem began and has no soft problem; or it has no active checks. */
function isSettled({ ruleContext, state }: NotificationRequest, key: ResourceKey): boolean {
  const host = ruleContext.stateOf(key);
  const resource = namesOf(ruleContext.inventory).resourceByKey.get(key);
  if (host === null || resource === undefined || !isCheckedActively(resource, ruleContext.inventory)) return true;
  const began = state.check.lastStateChange ?? -Infinity;
  return (host.check.lastCheck ?? -Infinity) >= began && !isSoftProblem(host.check);
}

/** Root cause rules apply to this resource: mode `all`, or mode `channels` with a contact that a channel notifies. */
function namesRootCauses({ ruleContext, target }: NotificationRequest): boolean {
  if (ruleContext.rootCause.mode !== "channels") return ruleContext.rootCause.mode === "all";
  return target.contacts.some((name) => {
    const contact = ruleContext.targets.contact(name);
    return (
      contact !== undefined &&
      commandsOf(contact, target.resource.kind).some((command) => ruleContext.targets.isChannel(command))
    );
  });
}

/** Finds the nearest host above that is itself DOWN, breadth first. */
function rootOf(ruleContext: RuleContext, host: Host): Root | null {
  const { hosts } = namesOf(ruleContext.inventory);
  const seen = new Set([host.hostName]);
  for (const name of seen) {
    for (const parentName of hosts.get(name)?.parents ?? []) {
      const parent = hosts.get(parentName);
      const state = parent === undefined ? null : ruleContext.stateOf(parent.key);
      if (parent !== undefined && state?.check.state === 1) return { host: parent, state };
      seen.add(parentName);
    }
  }
  return null;
}

/** The root cause was notified, or became hard so recently that its notification may still wait for a check. */
function isNotifiedOf({ ruleContext, at }: NotificationRequest, { state }: Root): boolean {
  const isFresh =
    state.check.stateType === 0 ||
    at < (state.check.lastHardStateChange ?? -Infinity) + ruleContext.rootCause.waitSeconds;
  return state.notification.notificationNumber > 0 || (isFresh && !isSuppressedByOperator(state));
}

const isSuppressedByOperator = ({ handling: { scheduledDowntimeDepth, acknowledgement } }: ResourceState): boolean =>
  scheduledDowntimeDepth > 0 || acknowledgement !== "none";

interface Root {
  readonly host: Host;
  readonly state: ResourceState;
}

const isDown = (host: ResourceState | null): boolean => host !== null && isHardProblem(host.check);
