import type { Observation } from "./observation.ts";
import type { PlannedResource } from "./plan.ts";
import type { Step } from "./sequence.ts";

/** One resource in both engines at the same moment, with its configuration and history. */
export interface ObservedPair {
  readonly kind: "host" | "service";
  readonly planned: PlannedResource;
  /** Step on this resource; undefined: none, or on another resource. */
  readonly step: Step | undefined;
  /** State in Nagios before the step; undefined at the first step. */
  readonly before: Observation | undefined;
  readonly nagios: Observation;
  readonly vigie: Observation;
  /** State of its host, or its own. */
  readonly hostState: number;
}

/**
 * Accepted difference, named as in docs/nagios-differences.md, which gives the reason. `fields` are not compared for
 * this resource afterwards: until both engines agree again, or to the end of the sequence.
 */
export interface KnownDifference {
  readonly name: string;
  readonly fields: readonly (keyof Observation)[];
  readonly until: "agreed" | "end";
  readonly explains: (pair: ObservedPair) => boolean;
}

/** Number of notifications about ends of downtimes, over all contacts. */
const endNotifications = (observation: Observation | undefined): number =>
  [...(observation?.downtimeNotifications ?? "").matchAll(/downtime-end \S+ (\d+)/g)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: "second in which a flexible downtime that never began is over",
    fields: ["downtimeNotifications"],
    until: "agreed",
    // Nagios notifies in this step; Vigie must do so in the next one, or the difference is reported as unknown.
    explains: ({ before, nagios, vigie }) =>
      endNotifications(nagios) > endNotifications(before) &&
      endNotifications(vigie) >= endNotifications(before) &&
      endNotifications(vigie) < endNotifications(nagios),
  },
  {
    name: "end of a flexible downtime that never began, while another one runs",
    fields: ["downtimeNotifications"],
    until: "end",
    explains: ({ nagios, vigie }) => endNotifications(vigie) > endNotifications(nagios),
  },
  {
    name: "downtimes of one resource that begin and end in the same second",
    fields: ["downtimeNotifications"],
    until: "end",
    explains: ({ before, nagios, vigie }) =>
      (before?.downtimeDepth ?? 0) > 0 && nagios.downtimeDepth > 0 && vigie.downtimeDepth === nagios.downtimeDepth,
  },
];

/** Name of the difference after which a sequence is not compared any more. */
export const CHANGED_BY_RESTART = "attempts and flapping after a restart or reload of Nagios";

/** True if a start of Nagios 4.4.6 changes this state. */
export const isChangedByRestart = (
  { state, stateType, attempt, isFlapping }: Observation,
  { maxCheckAttempts }: PlannedResource,
): boolean => isFlapping || (state !== 0 && stateType === 1 && attempt < maxCheckAttempts);
