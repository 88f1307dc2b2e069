import type { Difference } from "./differences.ts";
import type { Observation } from "./observation.ts";
import type { PlannedResource } from "./plan.ts";
import type { Step, StepTarget } from "./sequence.ts";
import type { Shrunk } from "./shrink.ts";

/** Describes a failing sequence for people. */
export function describeFailure({ sequence, failure }: Shrunk): string {
  return [
    `seed ${sequence.seed} goes apart:`,
    ...sequence.hosts.map(
      (planned, host) =>
        `  host ${host}: ${describeConfiguration(planned)}` +
        `${planned.parents.length > 0 ? `, behind ${planned.parents.join(" and ")}` : ""}`,
    ),
    ...sequence.services.map(
      (planned, service) =>
        `  service ${service} on host ${planned.host}: ${describeConfiguration(planned)}` +
        `${planned.isVolatile ? ", volatile" : ""}`,
    ),
    ...sequence.steps.flatMap((step, index) => (step.kind === "wait" ? [] : [`  ${index} s: ${describeStep(step)}`])),
    ...failure.differences.map((difference) => `  after step ${failure.step}: ${describeDifference(difference)}`),
  ].join("\n");
}

/** Describes the previous state, the step, and the outcome in each engine. */
export function describeDifference({
  resource,
  kind,
  planned,
  step,
  before,
  nagios,
  vigie,
  hostState,
}: Difference): string {
  const who =
    `${kind} ${resource} (${describeConfiguration(planned)}` +
    `${"isVolatile" in planned && planned.isVolatile === true ? ", volatile" : ""}` +
    `${kind === "service" ? `, host ${hostState}` : ""})`;
  return (
    `${who} ${before === undefined ? "new" : describeObservation(before)}, ` +
    `${step === undefined ? "not touched" : describeStep(step)}: Nagios ${describeObservation(nagios)}, Vigie ` +
    `${describeObservation(vigie)}`
  );
}

const describeConfiguration = ({
  maxCheckAttempts,
  flapping,
  notifications,
  escalation,
  checks,
  dependency,
}: PlannedResource): string =>
  [
    `${maxCheckAttempts} attempts`,
    flapping === null
      ? "no flap detection"
      : `flapping from ${flapping.high} % down to ${flapping.low} % on ${flapping.on}`,
    `${notifications.isEnabled ? "notifies" : "does not notify"} ${notifications.contacts.join(" and ")} of ` +
      `${notifications.on} every ${notifications.interval} s after ${notifications.firstDelay} s${during(notifications)}`,
    ...(escalation === null
      ? []
      : [
          `escalated from ${escalation.first} to ${escalation.last} every ${escalation.interval} s` +
            `${escalation.on === null ? "" : ` on ${escalation.on}`}${during(escalation)}`,
        ]),
    ...(checks.areActive ? [`checked actively${during(checks)}`] : []),
    ...(checks.freshnessThreshold === null ? [] : [`stale after ${checks.freshnessThreshold} s${during(checks)}`]),
    ...(dependency === null
      ? []
      : [
          `depends on ${dependency.master} for checks (${dependency.execution}) and notifications ` +
            `(${dependency.notification})${dependency.inheritsParent ? ", inherited" : ""}${during(dependency)}`,
        ]),
  ].join("; ");

const during = ({ period }: { readonly period: string }): string => (period === "always" ? "" : ` in period ${period}`);

const describeObservation = ({
  state,
  stateType,
  attempt,
  lastHardState,
  acknowledgement,
  downtimeDepth,
  isFlapping,
  stateChange,
  notifications: notified,
  downtimeNotifications: downtimesNotified,
}: Observation): string =>
  [
    `${state} ${stateType === 1 ? "HARD" : "SOFT"} ${attempt} last-hard ${lastHardState}`,
    ...(acknowledgement === "none" ? [] : [acknowledgement]),
    ...(downtimeDepth === 0 ? [] : [`downtime ${downtimeDepth}`]),
    ...(isFlapping ? ["flapping"] : []),
    `${stateChange} %`,
    `notified (${[notified, downtimesNotified].filter((text) => text !== "").join(", ")})`,
  ].join(" ");

const targetName = ({ host, service }: StepTarget): string =>
  service === null ? `host ${host}` : `service ${service} on host ${host}`;

function describeStep(step: Step): string {
  switch (step.kind) {
    case "wait":
      return "nothing";
    case "delete-downtime":
      return `downtime ${step.downtime} is deleted`;
    case "result":
      return `${targetName(step.target)}: ${step.checkType} ${step.returnCode}`;
    case "answer":
      return `${targetName(step.target)}: checks find ${step.returnCode}${step.isScheduled ? ", one is scheduled" : ""}`;
    case "acknowledge":
      return (
        `${targetName(step.target)}: acknowledged, ${step.isSticky ? "sticky" : "normal"}` +
        `${step.isNotified ? ", notified" : ""}`
      );
    case "switch":
      return `${targetName(step.target)}: ${step.what} ${step.isOn ? "on" : "off"}`;
    case "custom-notification":
      return `${targetName(step.target)}: custom notification with options ${step.options}`;
    case "remove-acknowledgement":
      return `${targetName(step.target)}: acknowledgement removed`;
    case "schedule-downtime":
      return (
        `${targetName(step.target)}: ${step.isFixed ? "fixed" : `flexible ${step.duration} s`} downtime from ` +
        `${step.startsIn} to ${step.endsIn} s`
      );
  }
}
