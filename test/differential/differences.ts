import { KNOWN_DIFFERENCES, type KnownDifference, type Pair } from "./known-differences.ts";
import { observationKey, type Observation } from "./observation.ts";
import type { Sequence, Step, Target } from "./sequence.ts";
import { nameOf, targetsOf } from "./site.ts";

export interface Difference extends Pair {
  readonly resource: string;
}

type Observations = ReadonlyMap<string, Observation>;

/** Compares the resources of one sequence, step by step. */
export interface Comparison {
  /** Differences not excused before; they may disappear when both engines have finished the step. */
  apart(step: Step | undefined, nagios: Observations, vigie: Observations): "nothing" | "known" | "unknown";
  /** Called once after each step: differences without a known reason. */
  judge(step: Step | undefined, nagios: Observations, vigie: Observations): Difference[];
  /** Number of occurrences of each known difference, by name. */
  readonly excused: ReadonlyMap<string, number>;
}

export function compare(sequence: Sequence, plot: number): Comparison {
  const targets = targetsOf(sequence);
  const excused = new Map<string, number>();
  const excuses = new Map<string, Map<keyof Observation, KnownDifference>>();
  const seen = new Map<string, Observation>();

  const pairOf = (target: Target, nagios: Observations, vigie: Observations, step?: Step): Difference => {
    const { host, service } = nameOf(plot, target);
    const resource = observationKey(host, service);
    const [theirs, ours] = [nagios.get(resource), vigie.get(resource)];
    if (theirs === undefined || ours === undefined)
      throw new Error(`${resource} is missing in ${theirs === undefined ? "Nagios" : "Vigie"}`);
    const isMeant =
      step !== undefined &&
      "target" in step &&
      step.target.host === target.host &&
      step.target.service === target.service;
    return {
      resource,
      ...plannedOf(sequence, target),
      step: isMeant ? step : undefined,
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

  const apartOf = (pair: Difference): (keyof Observation)[] =>
    fieldsApart(pair).filter((field) => !excusesOf(pair.resource).has(field));

  /** Fields on which both engines agree again are compared again. */
  const forgetExcuses = (pair: Difference): void => {
    const apart = fieldsApart(pair);
    const fields = excusesOf(pair.resource);
    for (const [field, { fields: together, until }] of fields) {
      if (until === "agreed" && !together.some((field) => apart.includes(field))) fields.delete(field);
    }
  };

  const excuse = (pair: Difference): void => {
    const fields = excusesOf(pair.resource);
    for (const known of KNOWN_DIFFERENCES) {
      if (!apartOf(pair).some((field) => known.fields.includes(field)) || !known.explains(pair)) continue;
      excused.set(known.name, (excused.get(known.name) ?? 0) + 1);
      for (const field of known.fields) fields.set(field, known);
    }
  };

  return {
    excused,
    apart(step, nagios, vigie) {
      const pairs = targets.map((target) => pairOf(target, nagios, vigie, step));
      const unknown = pairs.some((pair) =>
        apartOf(pair).some(
          (field) => !KNOWN_DIFFERENCES.some((known) => known.fields.includes(field) && known.explains(pair)),
        ),
      );
      return unknown ? "unknown" : pairs.some((pair) => apartOf(pair).length > 0) ? "known" : "nothing";
    },
    judge: (step, nagios, vigie) =>
      targets.flatMap((target) => {
        const pair = pairOf(target, nagios, vigie, step);
        seen.set(pair.resource, pair.nagios);
        forgetExcuses(pair);
        excuse(pair);
        return apartOf(pair).length > 0 ? [pair] : [];
      }),
  };
}

const fieldsApart = ({ nagios, vigie }: Pair): (keyof Observation)[] =>
  (Object.keys(nagios) as (keyof Observation)[]).filter((field) => nagios[field] !== vigie[field]);

function plannedOf(sequence: Sequence, { host, service }: Target): Pick<Pair, "kind" | "planned"> {
  return service === null
    ? { kind: "host", planned: sequence.hosts[host]! }
    : { kind: "service", planned: sequence.services[service]! };
}
