import type { Step } from "./sequence.ts";

/** What is compared of a resource after each step. */
export interface Observation {
  readonly state: number;
  readonly stateType: number;
  readonly attempt: number;
  readonly lastHardState: number;
  readonly acknowledgement: "none" | "normal" | "sticky";
  readonly downtimeDepth: number;
  readonly isFlapping: boolean;
  /** Percent, with two decimals. */
  readonly stateChange: string;
  /** Who was told what so far and how often: `problem everything 2, recovery everything 1`. */
  readonly told: string;
  /** The same of downtimes. */
  readonly downtimesTold: string;
}

/** One of the two engines. Both are told the same at the same second. */
export interface Engine {
  readonly name: string;
  /** Does the step of every sequence; undefined: that sequence is over. */
  doSteps(round: Round): Promise<void>;
  /** By `observationKey`. */
  observe(): Promise<ReadonlyMap<string, Observation>>;
  stop(): Promise<void>;
}

export interface Round {
  readonly number: number;
  /** Unix seconds, whole: both engines stand in this second. */
  readonly second: number;
  readonly steps: readonly (Step | undefined)[];
}

export const observationKey = (host: string, service: string | null): string =>
  service === null ? host : `${host}/${service}`;

/** Names a downtime in both engines: its comment. */
export const downtimeTag = (plot: number, downtime: number): string => `downtime ${plot}-${downtime}`;

/** Counts what was told of each resource. */
export interface Notified {
  add(resource: string, kind: string, contact: string): void;
  of(resource: string): Pick<Observation, "told" | "downtimesTold">;
}

export function createNotifications(): Notified {
  const notified = new Map<string, Map<string, number>>();
  return {
    add(resource, kind, contact) {
      const counts = notified.get(resource) ?? new Map<string, number>();
      counts.set(`${kind} ${contact}`, (counts.get(`${kind} ${contact}`) ?? 0) + 1);
      notified.set(resource, counts);
    },
    of(resource) {
      const counts = [...(notified.get(resource) ?? [])].map(([what, times]) => `${what} ${times}`).toSorted();
      const isOfDowntime = (count: string): boolean => count.startsWith("downtime-");
      return {
        told: counts.filter((count) => !isOfDowntime(count)).join(", "),
        downtimesTold: counts.filter(isOfDowntime).join(", "),
      };
    },
  };
}
