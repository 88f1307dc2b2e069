import {
  CHANGED_BY_RESTART,
  isChangedByRestart,
  KNOWN_DIFFERENCES,
  type KnownDifference,
  type ObservedPair,
} from "./known-differences.ts";
import { observationKey, type Observation } from "./observation.ts";
import type { Sequence, Step, StepTarget } from "./sequence.ts";
import { nameOf, targetsOf } from "./site.ts";

export interface Difference extends ObservedPair {
  readonly resource: string;
}

type Observations = ReadonlyMap<string, Observation>;

/** Compares the resources of one sequence, step by step. */
export interface Comparison {
  /** Differences not excused before; they may disappear when both engines have finished the step. */
  compareNow(step: Step | undefined, nagios: Observations, vigie: Observations): "nothing" | "known" | "unknown";
  /** Called once after each step: differences without a known reason. */
  judge(step: Step | undefined, nagios: Observations, vigie: Observations): Difference[];
  /** Called before a restart or reload: some states do not survive those of Nagios, and are not compared any more. */
  beforeRestart(nagios: Observations): void;
  /** Number of occurrences of each known difference, by name. */
  readonly excused: ReadonlyMap<string, number>;
}

export function compare(sequence: Sequence, plot: number): Comparison {
  const targets = targetsOf(sequence);
  const excused = new Map<string, number>();
  const excuses = new Map<string, Map<keyof Observation, KnownDifference>>();
  const seen = new Map<string, Observation>();
  let isOver = false;

  const pairOf = (target: StepTarget, nagios: Observations, vigie: Observations, step?: Step): Difference => {
    const { host, service } = nameOf(plot, target);
    const resource = observationKey(host, service);
    const [theirs, ours] = [nagios.get(resource), vigie.get(resource)];
    if (theirs === undefined || ours === undefined)
      throw new Error(`${resource} is missing in ${theirs === undefined ? "Nagios" : "Vigie"}`);
    const isTarget =
      step !== undefined &&
      "target" in step &&
      step.target.host === target.host &&
      step.target.service === target.service;
    return {
      resource,
      ...plannedOf(sequence, target),
      step: isTarget ? step : undefined,
      before: seen.get(resource),
      nagios: theirs,
      vigie: ours,
      hostState: vigie.get(observationKey(host, null))?.state ?? 0,
    };
  };

  const excusesOf = (resource: string): Map<keyof Observation, KnownDifference> => {
    const known = excuses.get(resource) ?? new Map();
    excuses.set(resource, known);
    return known;
  };

  const unexcusedFields = (pair: Difference): (keyof Observation)[] =>
    differingFields(pair).filter((field) => !excusesOf(pair.resource).has(field));

  /** Fields on which both engines agree again are compared again. */
  const forgetExcuses = (pair: Difference): void => {
    const differing = differingFields(pair);
    const fields = excusesOf(pair.resource);
    for (const [field, { fields: together, until }] of fields) {
      if (until === "agreed" && !together.some((field) => differing.includes(field))) fields.delete(field);
    }
  };

  const excuse = (pair: Difference): void => {
    const fields = excusesOf(pair.resource);
    for (const known of KNOWN_DIFFERENCES) {
      if (!unexcusedFields(pair).some((field) => known.fields.includes(field)) || !known.explains(pair)) continue;
      excused.set(known.name, (excused.get(known.name) ?? 0) + 1);
      for (const field of known.fields) fields.set(field, known);
    }
  };

  return {
    excused,
    beforeRestart(nagios) {
      if (isOver) return;
      isOver = targets.some((target) => {
        const { host, service } = nameOf(plot, target);
        const observation = nagios.get(observationKey(host, service));
        return observation !== undefined && isChangedByRestart(observation, plannedOf(sequence, target).planned);
      });
      if (isOver) excused.set(CHANGED_BY_RESTART, 1);
    },
    compareNow(step, nagios, vigie) {
      if (isOver) return "nothing";
      const pairs = targets.map((target) => pairOf(target, nagios, vigie, step));
      const unknown = pairs.some((pair) =>
        unexcusedFields(pair).some(
          (field) => !KNOWN_DIFFERENCES.some((known) => known.fields.includes(field) && known.explains(pair)),
        ),
      );
      return unknown ? "unknown" : pairs.some((pair) => unexcusedFields(pair).length > 0) ? "known" : "nothing";
    },
    judge(step, nagios, vigie) {
      if (isOver) return [];
      return targets.flatMap((target) => {
        const pair = pairOf(target, nagios, vigie, step);
        seen.set(pair.resource, pair.nagios);
        forgetExcuses(pair);
        excuse(pair);
        return unexcusedFields(pair).length > 0 ? [pair] : [];
      });
    },
  };
}

const differingFields = ({ nagios, vigie }: ObservedPair): (keyof Observation)[] =>
  (Object.keys(nagios) as (keyof Observation)[]).filter((field) => nagios[field] !== vigie[field]);

function plannedOf(sequence: Sequence, { host, service }: StepTarget): Pick<ObservedPair, "kind" | "planned"> {
  return service === null
    ? { kind: "host", planned: sequence.hosts[host]! }
    : { kind: "service", planned: sequence.services[service]! };
}
