import { createRandom, type Random } from "../support/random.ts";
import { isClockSetBetween, isClockStep } from "./clock-steps.ts";
import {
  planResources,
  withChecks,
  restartable,
  withPeriodsAndDependencies,
  type PlannedHost,
  type PlannedService,
} from "./plan.ts";

/** Sequence of the comparison: some resources of its own and the steps on them. */
export interface Sequence {
  readonly seed: number;
  readonly hosts: readonly PlannedHost[];
  readonly services: readonly PlannedService[];
  readonly steps: readonly Step[];
  /** The engines are reloaded and restarted during the steps. */
  readonly isRestarted: boolean;
}

/** A host, or one of its services, by index. */
export interface StepTarget {
  readonly host: number;
  readonly service: number | null;
}

/** Downtime times in seconds from the step; `downtime` is the number of downtimes scheduled earlier in the sequence. */
export type Step =
  | {
      readonly kind: "result";
      readonly target: StepTarget;
      readonly checkType: "active" | "passive";
      readonly returnCode: 0 | 1 | 2 | 3;
    }
  /** What checks of the target find from now on; `isScheduled`: it is checked now, unless something prevents it. */
  | {
      readonly kind: "answer";
      readonly target: StepTarget;
      readonly returnCode: 0 | 1 | 2 | 3;
      readonly isScheduled: boolean;
    }
  | {
      readonly kind: "acknowledge";
      readonly target: StepTarget;
      readonly isSticky: boolean;
      readonly isNotified: boolean;
    }
  | { readonly kind: "switch"; readonly target: StepTarget; readonly what: Feature; readonly isOn: boolean }
  | { readonly kind: "custom-notification"; readonly target: StepTarget; readonly options: number }
  | { readonly kind: "remove-acknowledgement"; readonly target: StepTarget }
  | {
      readonly kind: "schedule-downtime";
      readonly target: StepTarget;
      readonly isFixed: boolean;
      readonly startsIn: number;
      readonly endsIn: number;
      readonly duration: number;
    }
  | { readonly kind: "delete-downtime"; readonly downtime: number }
  | { readonly kind: "wait" };

/** Feature switched by `ENABLE_SVC_…` and `DISABLE_SVC_…`. */
export type Feature = "NOTIFICATIONS" | "FLAP_DETECTION";

/**
 * Generates a sequence with one step per second. The same seed and length give the same sequence. Half of the sequences
 * have periods and dependencies; others have active checks, and then no parents: Nagios 4.4.6 checks the parents that
 * are down already (docs/nagios-differences.md).
 */
export function randomSequence(seed: number, length: number): Sequence {
  const random = createRandom(seed);
  const { hosts, services } = planResources(random);
  const targets: readonly StepTarget[] = [
    ...hosts.map((_, host) => ({ host, service: null })),
    ...services.map(({ host }, service) => ({ host, service })),
  ];
  const plain: Sequence = { seed, isRestarted: false, hosts, services, steps: randomSteps(random, targets, length) };
  // A stream of its own, so that additions leave the rest of the sequence as it is.
  const more = createRandom(~seed);
  const extended = more.chance(0.5) ? addPeriodsAndDependencies(more, plain) : plain;
  const checked = more.chance(0.4) ? addChecks(more, targets, extended) : extended;
  return more.chance(0.25) ? forRestart(more, checked) : checked;
}

const addPeriodsAndDependencies = (random: Random, sequence: Sequence): Sequence => ({
  ...sequence,
  hosts: sequence.hosts.map((host, index) => withPeriodsAndDependencies(random, "host", host, index)),
  services: sequence.services.map((service, index) => withPeriodsAndDependencies(random, "service", service, index)),
});

/**
 * A fifth of the steps changes what checks will find, those of services with a check that is not forced. In half of these
 * sequences one resource is checked for freshness. They have no downtimes, and no other such resource, since Nagios has
 * no order for a stale result and another event of the same second.
 */
function addChecks(random: Random, targets: readonly StepTarget[], sequence: Sequence): Sequence {
  const fresh = random.chance(0.5) ? random.from(targets) : null;
  const isFresh = (host: number, service: number | null): boolean => fresh?.host === host && fresh.service === service;
  const isReplaced = ({ kind }: Step): boolean => kind === "result" || kind === "acknowledge" || kind === "switch";
  return {
    ...sequence,
    hosts: sequence.hosts.map((host, index) => ({ ...withChecks(random, host, isFresh(index, null)), parents: [] })),
    services: sequence.services.map((service, index) => withChecks(random, service, isFresh(service.host, index))),
    steps: sequence.steps.map((step) =>
      fresh !== null && step.kind.endsWith("-downtime")
        ? { kind: "wait" }
        : isReplaced(step) && random.chance(0.22)
          ? randomAnswer(random, step, targets)
          : step,
    ),
  };
}

/** Of the target of a result, whose second is not the end of a window; without a check, of any target. */
function randomAnswer(random: Random, step: Step, targets: readonly StepTarget[]): Step {
  const isResult = step.kind === "result";
  const target = isResult ? step.target : random.from(targets);
  const returnCode = random.from(target.service === null ? HOST_CODES.active : SERVICE_CODES);
  // Nagios 4.4.6 skips scheduled checks of hosts within `cached_host_check_horizon`; on demand they are checked anyway.
  return { kind: "answer", target, returnCode, isScheduled: isResult && target.service !== null };
}

/** Without most of what a restart of Nagios changes (docs/nagios-differences.md). */
const forRestart = (random: Random, sequence: Sequence): Sequence => ({
  ...sequence,
  isRestarted: true,
  hosts: sequence.hosts.map((host) => restartable(random, host)),
  services: sequence.services.map((service) => restartable(random, service)),
  steps: sequence.steps.map((step) =>
    step.kind === "result" && step.target.service === null ? { ...step, checkType: "active" } : step,
  ),
});

/** Results come in runs, so that states become hard. */
function randomSteps(random: Random, targets: readonly StepTarget[], length: number): Step[] {
  const steps: Step[] = [];
  let target = random.from(targets);
  const fixedDowntimes: number[] = [];
  // If a flexible downtime could start in the second in which its window ends, the outcome in Nagios depends on its
  // event loop.
  const windowEnds: { readonly target: StepTarget; readonly second: number }[] = [];
  let downtimes = 0;
  while (steps.length < length) {
    if (random.chance(0.35)) target = random.from(targets);
    // After a clock step, the order of events and commands in Nagios is undefined.
    if (isClockStep(steps.length)) steps.push({ kind: "wait" });
    const step = notAcrossClockStep(randomStep(random, target, fixedDowntimes), steps.length);
    if (step.kind === "schedule-downtime") {
      if (step.isFixed) fixedDowntimes.push(downtimes);
      else windowEnds.push({ target, second: steps.length + step.endsIn });
      downtimes++;
    }
    const isAtWindowEnd = windowEnds.some(
      (end) =>
        end.second === steps.length &&
        end.target.host === target.host &&
        (end.target.service ?? target.service) === target.service,
    );
    steps.push(step.kind === "result" && isAtWindowEnd ? { kind: "wait" } : step);
  }
  return steps.slice(0, length);
}

/** Nagios sends no notification about the start of a downtime that starts and ends while the clock is set. */
function notAcrossClockStep(step: Step, number: number): Step {
  return step.kind === "schedule-downtime" && isClockSetBetween(number, number + step.startsIn)
    ? { ...step, startsIn: 0 }
    : step;
}

// Only fixed downtimes are deleted: after flexible ones, Nagios 4.4.6 loses events and crashes with SIGSEGV.
function randomStep(random: Random, target: StepTarget, fixedDowntimes: readonly number[]): Step {
  const roll = random.between(1, 100);
  if (roll <= 68) {
    const checkType = random.chance(0.6) ? "active" : "passive";
    return {
      kind: "result",
      target,
      checkType,
      returnCode: random.from(target.service === null ? HOST_CODES[checkType] : SERVICE_CODES),
    };
  }
  if (roll <= 75) return { kind: "acknowledge", target, isSticky: random.chance(0.5), isNotified: random.chance(0.5) };
  if (roll <= 78) return { kind: "switch", target, what: random.from(SWITCHES), isOn: random.chance(0.6) };
  if (roll <= 81) return { kind: "remove-acknowledgement", target };
  if (roll <= 93) {
    const startsIn = random.between(-2, 3);
    const endsIn = Math.max(startsIn, 0) + random.between(1, 6);
    return {
      kind: "schedule-downtime",
      target,
      isFixed: random.chance(0.4),
      startsIn,
      endsIn,
      duration: random.between(1, 6),
    };
  }
  if (roll <= 94) return { kind: "custom-notification", target, options: random.between(0, 7) };
  if (roll <= 97 && fixedDowntimes.length > 0)
    return { kind: "delete-downtime", downtime: random.from(fixedDowntimes) };
  return { kind: "wait" };
}

const SWITCHES = ["NOTIFICATIONS", "FLAP_DETECTION"] as const;
const SERVICE_CODES = [0, 0, 1, 2, 2, 2, 3] as const;
// A passive result contains the host state, which is never 3.
const HOST_CODES = { active: [0, 0, 1, 2, 2, 2, 3], passive: [0, 0, 1, 1, 1, 2] } as const;
