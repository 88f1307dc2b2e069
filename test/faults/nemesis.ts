import type { Random } from "../support/random.ts";
import { FAKETIME } from "./clocks.ts";
import type { Fault } from "./fault.ts";
import { clockOff, crashWithoutStandby, fullDisk, pauseDatabase, restartDatabase } from "./machine-faults.ts";
import { cutFromDatabase, cutLink, cutWhileRetriesWait, noRenewals, roughLink } from "./network-faults.ts";
import { handOver, kill, outlive, pause, pauseWithinTransaction } from "./process-faults.ts";

const TARGETS = ["leader", "standby", "poller"] as const;

const ALL: readonly Fault[] = [
  ...TARGETS.map(kill),
  ...TARGETS.map(pause),
  pauseWithinTransaction,
  outlive,
  ...[...TARGETS, "receiver" as const].map(cutLink),
  ...(["leader", "standby"] as const).map(cutFromDatabase),
  ...[...TARGETS, "receiver" as const].map(roughLink),
  noRenewals,
  cutWhileRetriesWait,
  restartDatabase("SIGINT"),
  restartDatabase("SIGQUIT"),
  crashWithoutStandby,
  pauseDatabase,
  fullDisk("leader"),
  fullDisk("poller"),
  ...(FAKETIME.isInstalled ? (["leader", "standby"] as const).map(clockOff) : []),
  handOver,
];

/** Faults that are possible, and have this text in their name; without namespaces: kill and pause. */
export const faultsFor = (hasNamespaces: boolean, only: string): readonly Fault[] =>
  ALL.filter(({ isForAll, name }) => (isForAll || hasNamespaces) && name.includes(only));

/** So many faults in the order of these random numbers; each kind comes once before any comes again. */
export function chooseFaults(kinds: readonly Fault[], count: number, random: Random): readonly Fault[] {
  const chosen: Fault[] = [];
  while (chosen.length < count) {
    const left = [...kinds];
    while (left.length > 0) chosen.push(...left.splice(random.between(0, left.length - 1), 1));
  }
  return chosen.slice(0, count);
}
