import { downtimeTag } from "./observation.ts";
import type { Step } from "./sequence.ts";
import { nameOf } from "./site.ts";

/**
 * Step that is a command-file line, except for the time. Downtimes are deleted by ids, which each engine assigns.
 */
export type CommandStep = Exclude<Step, { kind: "wait" } | { kind: "delete-downtime" }>;

/** Formats the command of a step, null if it is none; `downtime` is the number of this downtime in its sequence. */
export function commandLine(
  plot: number,
  step: CommandStep,
  { number, second, downtime }: { number: number; second: number; downtime: number },
): string | null {
  const { host, service } = nameOf(plot, step.target);
  const kind = service === null ? "HOST" : "SVC";
  const name = service === null ? host : `${host};${service}`;
  switch (step.kind) {
    case "result":
      return step.checkType === "active"
        ? `SCHEDULE_FORCED_${kind}_CHECK;${name};${second}`
        : `PROCESS_${service === null ? "HOST" : "SERVICE"}_CHECK_RESULT;${name};${step.returnCode};` +
            `${outputOf(number)}`;
    case "answer":
      return step.isScheduled ? `SCHEDULE_${kind}_CHECK;${name};${second}` : null;
    case "acknowledge":
      return `ACKNOWLEDGE_${kind}_PROBLEM;${name};${step.isSticky ? 2 : 1};${step.isNotified ? 1 : 0};0;operator;seen`;
    case "remove-acknowledgement":
      return `REMOVE_${kind}_ACKNOWLEDGEMENT;${name}`;
    case "switch":
      return `${step.isOn ? "ENABLE" : "DISABLE"}_${kind}_${step.what};${name}`;
    case "custom-notification":
      return `SEND_CUSTOM_${kind}_NOTIFICATION;${name};${step.options};operator;look`;
    case "schedule-downtime": {
      const times = `${second + step.startsIn};${second + step.endsIn};${step.isFixed ? 1 : 0};0;${step.duration}`;
      return `SCHEDULE_${kind}_DOWNTIME;${name};${times};operator;${downtimeTag(plot, downtime)}`;
    }
  }
}

/** Plugin output of the result of a step. */
export const outputOf = (number: number): string => `said in step ${number}`;
