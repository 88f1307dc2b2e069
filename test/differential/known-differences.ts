import type { Observation } from "./observation.ts";
import type { Planned, Step } from "./sequence.ts";

/** One resource as both engines see it at the same moment, and how it came there. */
export interface Pair {
  readonly kind: "host" | "service";
  readonly planned: Planned;
  /** What was done to this resource; undefined: nothing, or something to another one. */
  readonly step: Step | undefined;
  /** Before the step, as Nagios saw it; undefined at the first step. */
  readonly before: Observation | undefined;
  readonly nagios: Observation;
  readonly vigie: Observation;
  /** Of its host, or its own. */
  readonly hostState: number;
}

/**
 * A difference that stays, named as in docs/nagios-differences.md, which gives its reason. `fields` are not compared for this
 * resource from then on: until both agree about them again, or to the end of the sequence.
 */
export interface KnownDifference {
  readonly name: string;
  readonly fields: readonly (keyof Observation)[];
  readonly until: "agreed" | "end";
  readonly explains: (pair: Pair) => boolean;
}

/** How often ends of downtimes were told, whoever was told. */
const endsNotified = (observation: Observation | undefined): number =>
  [...(observation?.downtimesTold ?? "").matchAll(/downtime-end \S+ (\d+)/g)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: "second in which a flexible downtime that never began is over",
    fields: ["downtimesTold"],
    until: "agreed",
    // Told in this step by Nagios: by Vigie in the next one, or it is told as unknown.
    explains: ({ before, nagios, vigie }) =>
      endsNotified(nagios) > endsNotified(before) &&
      endsNotified(vigie) >= endsNotified(before) &&
      endsNotified(vigie) < endsNotified(nagios),
  },
  {
    name: "end of a flexible downtime that never began, while another one runs",
    fields: ["downtimesTold"],
    until: "end",
    explains: ({ nagios, vigie }) => endsNotified(vigie) > endsNotified(nagios),
  },
  {
    name: "downtimes of one resource that begin and end in the same second",
    fields: ["downtimesTold"],
    until: "end",
    explains: ({ before, nagios, vigie }) =>
      (before?.downtimeDepth ?? 0) > 0 && nagios.downtimeDepth > 0 && vigie.downtimeDepth === nagios.downtimeDepth,
  },
];
