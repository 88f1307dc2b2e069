import { namesOf } from "../../model/inventory-index.ts";
import { isAcknowledged } from "../../model/resource-state.ts";
import { isProblem, isHardProblem } from "../../model/state-code.ts";
import { masterThatKeepsBack } from "./dependencies.ts";
import { optionOf } from "./notify-options.ts";
import { inUnits, type Question } from "./notification-request.ts";
import { hostCheckWait, hostIsDown } from "./root-cause-rules.ts";
import { awaitedDowntimeRefusal, downtimeRefusal, isToldAnyways, optionRefusal } from "./shared-rules.ts";
import { refused, waiting, type Verdict } from "./suppression.ts";
import { untilWords } from "./time-text.ts";
import { placeName } from "../../model/objects.ts";

/** Why nobody is told of a hard problem; null when that depends on the contact. In the order of Nagios 4. */
export function problemRefusal(question: Question): Verdict | null {
  const { state, plan } = question;
  if (!isHardProblem(state)) return refused("no-problem", () => "there is no hard problem");
  return (
    acknowledged(question) ??
    dependencyFailed(question) ??
    optionRefusal(question, optionOf(plan.resource.kind, state.state)) ??
    firstDelay(question) ??
    flapping(question) ??
    toldOnce(question) ??
    hostIsDown(question) ??
    tooEarly(question) ??
    downtimeRefusal(question) ??
    awaitedDowntimeRefusal(question) ??
    hostCheckWait(question)
  );
}

/** The same for a recovery. */
export function recoveryRefusal(question: Question): Verdict | null {
  const { world, state } = question;
  if (isProblem(state.state)) return refused("no-problem", () => "it did not recover");
  return (
    (isToldAnyways(question) ? null : dependencyFailed(question)) ??
    optionRefusal(question, "recovery") ??
    problemNotTold(question) ??
    flapping(question) ??
    recoveryDelay(question) ??
    (world.engine === "nagios" ? hostIsDown(question) : null) ??
    (isToldAnyways(question) ? null : (downtimeRefusal(question) ?? awaitedDowntimeRefusal(question)))
  );
}

function acknowledged({ world, plan, state }: Question): Verdict | null {
  if (!isAcknowledged(state)) return null;
  const record = world.acknowledgementOf(plan.resource.key);
  return refused(
    "acknowledged",
    () => (record?.author ? `acknowledged by ${record.author}` : "acknowledged"),
    record?.expiresAt ?? null,
  );
}

/** Nagios asks the dependencies of a service's host as well. */
function dependencyFailed({ world, plan, at }: Question): Verdict | null {
  if (world.inventory.dependencies.length === 0) return null;
  const master =
    masterThatKeepsBack(world, plan.resource.key, plan.zone, at) ??
    (plan.resource.kind === "service" && plan.host !== undefined
      ? masterThatKeepsBack(world, plan.host.key, plan.zone, at)
      : null);
  if (master === null) return null;
  return refused("dependency-failed", () => {
    const resource = namesOf(world.inventory).resourceByKey.get(master);
    return `depends on ${resource === undefined ? "another resource" : placeName(resource)}, which has a problem`;
  });
}

/** `first_notification_delay` counts from the hard state. */
function firstDelay(question: Question): Verdict | null {
  const { world, plan, state, at } = question;
  const delay = plan.resource.firstNotificationDelay;
  if (delay === 0 || (state.notificationNumber ?? 0) > 0) return null;
  const began = state.lastHardStateChange ?? world.programStart;
  const end = began + inUnits(question, delay);
  return at >= end
    ? null
    : waiting(
        "first-notification-delay",
        end,
        () => `the first notification is delayed until ${untilWords(end, at, plan.zone)}`,
      );
}

const flapping = ({ state }: Question): Verdict | null =>
  state.isFlapping ? refused("flapping", () => `the state is flapping (${state.percentStateChange} % change)`) : null;

const toldOnce = ({ state }: Question): Verdict | null =>
  state.noMoreNotifications ? refused("told-once", () => "told once, and notification_interval is 0") : null;

function tooEarly({ plan, state, at }: Question): Verdict | null {
  const next = state.nextNotification ?? 0;
  if (at >= next || (plan.resource.isVolatile && plan.resource.kind === "service")) return null;
  return refused("interval", () => `told already, next at ${untilWords(next, at, plan.zone)} if it lasts`, next);
}

/** An import knows the number of notifications only. */
function problemNotTold({ world, state }: Question): Verdict | null {
  const wasTold = state.notifiedOn !== 0 || (world.engine === "centreon" && (state.notificationNumber ?? 0) > 0);
  return wasTold ? null : refused("problem-not-told", () => "nobody was told of the problem");
}

/** `recovery_notification_delay` of Centreon Engine. */
function recoveryDelay(question: Question): Verdict | null {
  const { world, plan, state, at } = question;
  const delay = plan.resource.options.recoveryNotificationDelay;
  if (delay === 0 || world.engine === "nagios") return null;
  const end = (state.lastHardStateChange ?? 0) + inUnits(question, delay);
  return at >= end
    ? null
    : waiting("recovery-delay", end, () => `the recovery is told if it lasts until ${untilWords(end, at, plan.zone)}`);
}
