import type { Random } from "../support/random.ts";

/** Letters as in the directives. */
export interface PlannedResource {
  readonly maxCheckAttempts: number;
  /** In percent; null: flap detection is disabled. */
  readonly flapping: { readonly low: number; readonly high: number; readonly on: string } | null;
  readonly notifications: {
    readonly isEnabled: boolean;
    /** In seconds. */
    readonly interval: number;
    readonly firstDelay: number;
    readonly on: string;
    readonly contacts: readonly string[];
    readonly period: PeriodName;
  };
  /** Notifies an additional contact; null: none. */
  readonly escalation: PlannedEscalation | null;
  readonly checks: {
    /** True: by schedule, though only when commanded, since the interval is months; and on demand. */
    readonly areActive: boolean;
    readonly period: "always" | "early";
    /** Seconds after which a check is forced; null: never. */
    readonly freshnessThreshold: number | null;
  };
  readonly dependency: PlannedDependency | null;
}

export interface PlannedEscalation {
  readonly first: number;
  readonly last: number;
  readonly interval: number;
  /** Null: in all states. */
  readonly on: string | null;
  readonly period: PeriodName;
}

/** `master`: index of an earlier resource of the same kind. */
export interface PlannedDependency {
  readonly master: number;
  readonly execution: string;
  readonly notification: string;
  readonly inheritsParent: boolean;
  readonly period: PeriodName;
}

/** `parents` are indexes of earlier hosts of the same sequence. */
export interface PlannedHost extends PlannedResource {
  readonly parents: readonly number[];
}
export interface PlannedService extends PlannedResource {
  readonly host: number;
  readonly isVolatile: boolean;
}

/** Ranges of each day. The steps happen between 10:02:02 and 10:05:31. */
export const PERIODS = {
  always: "00:00-24:00",
  early: "00:00-10:04",
  late: "10:03-24:00",
  broken: "00:00-10:03,10:04-24:00",
} as const;
export type PeriodName = keyof typeof PERIODS;
const PERIOD_NAMES = Object.keys(PERIODS) as PeriodName[];

/** Notification options and period of each contact, for hosts and for services. */
export const CONTACTS = {
  everything: ["d,u,r,f,s", "w,u,c,r,f,s", "always"],
  problems: ["d,u", "w,u,c", "always"],
  recoveries: ["r", "r", "always"],
  "the-rest": ["u,f,s", "w,f,s", "always"],
  "day-shift": ["d,u,r,f,s", "w,u,c,r,f,s", "early"],
  escalated: ["d,u,r,f,s", "w,u,c,r,f,s", "always"],
} as const;

const OTHER_CONTACTS = ["problems", "recoveries", "the-rest"] as const;

const STATES = { host: "d,u", service: "w,u,c" } as const;

/** Plans hosts and services that depend on each other by parents only. */
export function planResources(random: Random): {
  readonly hosts: readonly PlannedHost[];
  readonly services: readonly PlannedService[];
} {
  const hosts = Array.from({ length: random.from([1, 1, 2, 3]) }, (_, index): PlannedHost => ({
    ...planned(random, "host"),
    parents: Array.from({ length: index }, (_, parent) => parent).filter(() => random.chance(0.7)),
  }));
  const services = hosts.flatMap((_, host) =>
    Array.from({ length: random.from([1, 1, 2]) }, (): PlannedService => ({
      host,
      ...planned(random, "service"),
      isVolatile: random.chance(0.2),
    })),
  );
  return { hosts, services };
}

function planned(random: Random, kind: "host" | "service"): PlannedResource {
  const states = STATES[kind];
  const high = random.from([8, 15, 22, 30]);
  const first = random.between(1, 3);
  return {
    maxCheckAttempts: random.between(1, 4),
    flapping: random.chance(0.4)
      ? null
      : {
          high,
          low: high - random.from([1, 2, 6]),
          on: random.chance(0.75) ? `o,${states}` : random.from(["o", states]),
        },
    notifications: {
      isEnabled: random.chance(0.92),
      interval: random.from([0, 1, 1, 4, 30]),
      firstDelay: random.chance(0.85) ? 0 : random.between(1, 4),
      on: random.chance(0.75)
        ? `${states},r,f,s`
        : random.from([states, `${states},r`, "r,f", `${kind === "host" ? "d" : "c"},r`]),
      contacts: random.chance(0.6) ? ["everything"] : [random.from(OTHER_CONTACTS), "everything"],
      period: "always",
    },
    escalation: random.chance(0.75)
      ? null
      : {
          first,
          last: random.from([0, first, first + 2]),
          interval: random.from([0, 1, 3]),
          on: null,
          period: "always",
        },
    checks: { areActive: false, period: "always", freshnessThreshold: null },
    dependency: null,
  };
}

/** Adds periods, escalations by time and state, and dependencies. `index`: among the resources of its kind. */
export function withPeriodsAndDependencies<Resource extends PlannedResource>(
  random: Random,
  kind: "host" | "service",
  resource: Resource,
  index: number,
): Resource {
  const { notifications, escalation } = resource;
  const period = (): PeriodName => (random.chance(0.6) ? "always" : random.from(PERIOD_NAMES));
  return {
    ...resource,
    notifications: {
      ...notifications,
      period: period(),
      contacts: random.chance(0.7) ? notifications.contacts : [...notifications.contacts, "day-shift"],
    },
    escalation:
      escalation === null
        ? null
        : {
            ...escalation,
            period: period(),
            on: random.chance(0.5)
              ? null
              : random.from([`r,${STATES[kind]}`, STATES[kind], kind === "host" ? "d" : "c"]),
          },
    dependency:
      index === 0 || random.chance(0.5)
        ? null
        : {
            master: random.between(0, index - 1),
            execution: random.from(DEPENDENCY_OPTIONS[kind]),
            notification: random.from(DEPENDENCY_OPTIONS[kind]),
            inheritsParent: random.chance(0.4),
            period: period(),
          },
  };
}

const DEPENDENCY_OPTIONS = {
  host: ["d,u", "d", "o", "u", "n"],
  service: ["w,u,c", "c", "o", "u", "n"],
} as const;

/** Makes some resources checked by schedule and on demand; `isFresh`: when its results are stale, too. */
export const withChecks = <Resource extends PlannedResource>(
  random: Random,
  resource: Resource,
  isFresh: boolean,
): Resource => ({
  ...resource,
  checks: {
    areActive: random.chance(0.7),
    period: random.chance(0.7) ? "always" : "early",
    freshnessThreshold: isFresh ? random.between(2, 12) : null,
  },
});

/** Without what a restart changes: freshness, and mostly without flap detection. */
export const restartable = <Resource extends PlannedResource>(random: Random, resource: Resource): Resource => ({
  ...resource,
  flapping: random.chance(0.8) ? null : resource.flapping,
  checks: { ...resource.checks, freshnessThreshold: null },
});
