import { runTogether, type Failure } from "./run-together.ts";
import type { Sequence, Step } from "./sequence.ts";

/** Minimal failing sequence and its failure. */
export interface Shrunk {
  readonly sequence: Sequence;
  readonly failure: Failure;
}

/**
 * Replaces steps with waits, single ones and some runs of them in parallel, as long as the sequence still fails.
 * Undefined if it did not fail again. Steps keep their time, so that downtimes end as before.
 */
export async function shrink(sequence: Sequence, lastStep: number): Promise<Shrunk | undefined> {
  let best: Shrunk | undefined;
  let current: Sequence = { ...sequence, steps: sequence.steps.slice(0, lastStep + 1) };
  for (;;) {
    const candidates = [current, ...smallerCandidates(current)];
    const { failures } = await runTogether(candidates);
    if (best === undefined) {
      const failure = failures.find(({ plot }) => plot === 0);
      if (failure === undefined) return undefined;
      best = { sequence: current, failure };
    }
    const next = failures
      .filter(({ plot }) => plot > 0)
      .toSorted((one, other) => countEvents(candidates[one.plot]!) - countEvents(candidates[other.plot]!))[0];
    if (next === undefined) return best;
    const found = candidates[next.plot]!;
    current = { ...found, steps: found.steps.slice(0, next.step + 1) };
    best = { sequence: current, failure: next };
  }
}

const WAIT: Step = { kind: "wait" };

const countEvents = ({ steps }: Sequence): number => steps.filter(({ kind }) => kind !== "wait").length;

function smallerCandidates(sequence: Sequence): Sequence[] {
  const { steps } = sequence;
  const found: Sequence[] = [];
  for (let length = 1; length <= steps.length; length *= 2) {
    for (let from = 0; from + length <= steps.length; from += Math.max(1, length / 2)) {
      const left = steps.map((step, index) => (index >= from && index < from + length ? WAIT : step));
      const candidate = { ...sequence, steps: left };
      if (countEvents(candidate) < countEvents(sequence)) found.push(candidate);
    }
  }
  const targets = new Set(steps.flatMap((step) => ("target" in step ? [JSON.stringify(step.target)] : [])));
  for (const target of targets) {
    found.push({
      ...sequence,
      steps: steps.map((step) =>
        "target" in step && JSON.stringify(step.target) === target && step.kind !== "schedule-downtime" ? WAIT : step,
      ),
    });
    found.push({
      ...sequence,
      steps: steps.map((step) =>
        "target" in step && JSON.stringify(step.target) !== target && step.kind !== "schedule-downtime" ? WAIT : step,
      ),
    });
  }
  return found.filter((candidate) => countEvents(candidate) < countEvents(sequence));
}
