import { setTimeout as delay } from "node:timers/promises";
import { secondOf, WARM_UP } from "./clock-steps.ts";
import { startNagios } from "./nagios.ts";
import { compare, type Difference } from "./differences.ts";
import type { Engine, Observation } from "./observation.ts";
import type { Sequence, Step } from "./sequence.ts";
import { startVigie } from "./vigie.ts";

/** First difference of a sequence. `step` is the index of the step after which it was found. */
export interface Failure {
  readonly plot: number;
  readonly step: number;
  readonly differences: readonly Difference[];
}

/** First failure of each failing sequence, and the number of occurrences of each known difference. */
export interface RunOutcome {
  readonly failures: readonly Failure[];
  readonly excused: ReadonlyMap<string, number>;
}

/** Runs all sequences in both engines: in parallel those without a restart, and then those with restarts. */
export async function runTogether(sequences: readonly Sequence[]): Promise<RunOutcome> {
  const outcomes: RunOutcome[] = [];
  for (const isRestarted of [false, true]) {
    const plots = sequences.flatMap((sequence, plot) => (sequence.isRestarted === isRestarted ? [plot] : []));
    if (plots.length === 0) continue;
    const { failures, excused } = await runInParallel(plots.map((plot) => sequences[plot]!));
    outcomes.push({ failures: failures.map((failure) => ({ ...failure, plot: plots[failure.plot]! })), excused });
  }
  return {
    failures: outcomes.flatMap(({ failures }) => failures),
    excused: sumOf(outcomes.map(({ excused }) => excused)),
  };
}

async function runInParallel(sequences: readonly Sequence[]): Promise<RunOutcome> {
  const engines: Engine[] = [];
  try {
    engines.push(await startNagios(sequences));
    engines.push(await startVigie(sequences));
    return await rounds(sequences, engines[0]!, engines[1]!);
  } finally {
    for (const engine of engines) await engine.stop();
  }
}

async function rounds(sequences: readonly Sequence[], nagios: Engine, vigie: Engine): Promise<RunOutcome> {
  const failures = new Map<number, Failure>();
  const comparisons = sequences.map(compare);
  const length = Math.max(...sequences.map(({ steps }) => steps.length));
  for (const second of WARM_UP) await Promise.all([nagios, vigie].map((engine) => engine.waitUntil(second)));
  for (let number = 0; number < length; number++) {
    const steps = sequences.map(({ steps }, plot) => (failures.has(plot) ? undefined : steps[number]));
    const event = sequences[0]!.isRestarted ? EVENTS.get(number) : undefined;
    if (event !== undefined) {
      // Nagios 4.4.6 forgets the next check of what was checked in the second of its start.
      await Promise.all([nagios, vigie].map((engine) => engine.waitUntil(secondOf(number))));
      const before = await nagios.observe();
      comparisons.forEach((comparison) => comparison.beforeRestart(before));
      await Promise.all([nagios, vigie].map((engine) => engine[event]()));
    }
    await Promise.all([nagios, vigie].map((engine) => engine.doSteps({ number, second: secondOf(number), steps })));
    const [theirs, ours] = await observeSettled(steps);
    comparisons.forEach((comparison, plot) => {
      if (failures.has(plot)) return;
      const differences = comparison.judge(steps[plot], theirs, ours);
      if (differences.length > 0) failures.set(plot, { plot, step: number, differences });
    });
  }
  return { failures: [...failures.values()], excused: sumOf(comparisons.map(({ excused }) => excused)) };

  /**
   * Observes repeatedly while there are differences: Nagios starts downtimes in its event loop, some time after the
   * command.
   */
  async function observeSettled(steps: readonly (Step | undefined)[]): Promise<[Observations, Observations]> {
    for (let attempt = 1; ; attempt++) {
      const [theirs, ours] = [await nagios.observe(), await vigie.observe()];
      const apart = new Set(
        comparisons.map((comparison, plot) =>
          failures.has(plot) ? "nothing" : comparison.compareNow(steps[plot], theirs, ours),
        ),
      );
      const enough = apart.has("unknown") ? ATTEMPTS_FOR_UNKNOWN : apart.has("known") ? ATTEMPTS_FOR_KNOWN : 1;
      if (attempt >= enough) return [theirs, ours];
      await delay(20);
    }
  }
}

type Observations = ReadonlyMap<string, Observation>;

/** Before these steps, away from those that set the clock. */
const EVENTS: ReadonlyMap<number, "reload" | "restart"> = new Map([
  [34, "reload"],
  [46, "restart"],
]);

const ATTEMPTS_FOR_KNOWN = 3;
const ATTEMPTS_FOR_UNKNOWN = 8;

/** Adds up counts by name. */
export function sumOf(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const [name, count] of counts.flatMap((count) => [...count])) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}
