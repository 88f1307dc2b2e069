import { namesOf } from "../../model/inventory-index.ts";
import type { Host } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { isCheckedActively } from "../../engine/schedule/check-times.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import { isProblem, isHardProblem, isSoftProblem } from "../../model/state-code.ts";
import { commandsOf } from "./contact-commands.ts";
import type { Question } from "./notification-request.ts";
import { refused, waiting, type Verdict } from "./suppression.ts";
import type { World } from "./rule-context.ts";

/** Nobody is told about a service whose host has a hard problem: that is told of the host. */
export function hostIsDown(question: Question): Verdict | null {
  const { world, plan } = question;
  if (plan.resource.kind === "host" || plan.host === undefined) return null;
  const state = world.stateOf(plan.host.key);
  if (state === null || !isHardProblem(state)) return null;
  const { host } = plan;
  const root = state.state === 2 ? rootOf(world, host) : { host, state };
  if (root !== null && namesRootCauses(question) && isToldOf(question, root)) return namedWith(root.host);
  return refused("host-down", () => `host ${host.hostName} is ${state.state === 2 ? "UNREACHABLE" : "DOWN"}`);
}

/**
 * Why a channel does not tell of a host behind one that is DOWN: that one is told, or kept back on purpose. When it is not told for
 * another reason, the hosts behind it are.
 */
export function behindDownHost(question: Question): Verdict | null {
  const { world, plan, state, occasion } = question;
  if (plan.resource.kind === "service" || occasion.kind !== "problem" || world.rootCause.mode === "off") return null;
  const isBehind =
    state.state === 2 || (plan.parents.length > 0 && plan.parents.every((parent) => isDown(world.stateOf(parent))));
  const root = isBehind ? rootOf(world, plan.resource) : null;
  if (root === null) return null;
  if (isToldOf(question, root)) return namedWith(root.host);
  return isKeptBack(root.state) ? refused("host-down", () => `behind host ${root.host.hostName}, which is DOWN`) : null;
}

const namedWith = (host: Host): Verdict =>
  refused("named-with-host", () => `named in the message about host ${host.hostName}, which is DOWN`);

/**
 * A new problem waits until what may be its cause has been checked: the host of a service, or the parents of a host. For
 * `wait` seconds from the hard state at most.
 */
export function hostCheckWait(question: Question): Verdict | null {
  const { world, plan, state, at } = question;
  if (world.rootCause.mode === "off" || (state.notificationNumber ?? 0) > 0 || plan.parents.length === 0) return null;
  // UNREACHABLE says already that the cause is another.
  if (state.state === 2 && plan.resource.kind === "host") return null;
  const end = (state.lastHardStateChange ?? at) + world.rootCause.waitSeconds;
  if (at >= end || !namesRootCauses(question)) return null;
  const unsettled = plan.parents.filter((parent) => !isSettled(question, parent));
  const isReached = plan.parents.some(
    (parent) => isSettled(question, parent) && !isProblem(world.stateOf(parent)?.state ?? 0),
  );
  if (unsettled.length === 0 || isReached) return null;
  const whose =
    plan.resource.kind === "service" ? "its host is" : unsettled.length === 1 ? "its parent is" : "its parents are";
  return { ...waiting("waiting-for-host-check", end, () => `${whose} being checked`), checks: unsettled };
}

/** The host has been checked since the problem began, and its state is hard; or nobody checks it. */
function isSettled({ world, state }: Question, key: ResourceKey): boolean {
  const host = world.stateOf(key);
  const resource = namesOf(world.inventory).resourceByKey.get(key);
  if (host === null || resource === undefined || !isCheckedActively(resource, world.inventory)) return true;
  const began = state.lastStateChange ?? -Infinity;
  return (host.lastCheck ?? -Infinity) >= began && !isSoftProblem(host);
}

/** The rule of root causes holds for this resource: for all, or for one of whose contacts a channel tells. */
function namesRootCauses({ world, plan }: Question): boolean {
  if (world.rootCause.mode !== "channels") return world.rootCause.mode === "all";
  return plan.contacts.some((name) => {
    const contact = world.plans.contact(name);
    return (
      contact !== undefined && commandsOf(contact, plan.resource.kind).some((command) => world.plans.isChannel(command))
    );
  });
}

/** Up the parents, the first host that is DOWN itself. */
function rootOf(world: World, host: Host): Root | null {
  const { hosts } = namesOf(world.inventory);
  const seen = new Set([host.hostName]);
  for (const name of seen) {
    for (const parentName of hosts.get(name)?.parents ?? []) {
      const parent = hosts.get(parentName);
      const state = parent === undefined ? null : world.stateOf(parent.key);
      if (parent !== undefined && state?.state === 1) return { host: parent, state };
      seen.add(parentName);
    }
  }
  return null;
}

/** It was told, or it became hard so lately that it may itself wait for a check. */
function isToldOf({ world, at }: Question, { state }: Root): boolean {
  const isFresh = state.stateType === 0 || at < (state.lastHardStateChange ?? -Infinity) + world.rootCause.waitSeconds;
  return (state.notificationNumber ?? 0) > 0 || (isFresh && !isKeptBack(state));
}

const isKeptBack = ({ scheduledDowntimeDepth, acknowledgement }: ResourceState): boolean =>
  (scheduledDowntimeDepth ?? 0) > 0 || (acknowledgement ?? "none") !== "none";

interface Root {
  readonly host: Host;
  readonly state: ResourceState;
}

const isDown = (host: ResourceState | null): boolean => host !== null && isHardProblem(host);
