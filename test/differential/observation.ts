import type { Step } from "./sequence.ts";

/** Fields of a resource that are compared after each step. */
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
  /** Number of notifications so far by kind and contact: `problem everything 2, recovery everything 1`. */
  readonly notifications: string;
  /** The same for notifications about downtimes. */
  readonly downtimeNotifications: string;
}

/** One of the two engines. Both get the same input in the same second. */
export interface Engine {
  readonly name: string;
  /** Moves the clock, without a step. */
  waitUntil(second: number): Promise<void>;
  /** Reads the configuration again, which has not changed. */
  reload(): Promise<void>;
  /** Ends, and starts again. */
  restart(): Promise<void>;
  /** Executes the step of every sequence; undefined: the sequence has ended. */
  doSteps(round: Round): Promise<void>;
  /** By `observationKey`. */
  observe(): Promise<ReadonlyMap<string, Observation>>;
  stop(): Promise<void>;
}

export interface Round {
  readonly number: number;
  /** Unix seconds, integer; the current second of both engines. */
  readonly second: number;
  readonly steps: readonly (Step | undefined)[];
}

export const observationKey = (host: string, service: string | null): string =>
  service === null ? host : `${host}/${service}`;

/** Comment that identifies a downtime in both engines. */
export const downtimeTag = (plot: number, downtime: number): string => `downtime ${plot}-${downtime}`;

/** Counts the notifications of each resource. */
export interface NotificationCounts {
  add(resource: string, kind: string, contact: string): void;
  of(resource: string): Pick<Observation, "notifications" | "downtimeNotifications">;
}

export function createNotificationCounts(): NotificationCounts {
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
        notifications: counts.filter((count) => !isOfDowntime(count)).join(", "),
        downtimeNotifications: counts.filter(isOfDowntime).join(", "),
      };
    },
  };
}
