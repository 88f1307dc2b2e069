import { setTimeout as wait } from "node:timers/promises";
import type { Random } from "../support/random.ts";
import type { PlaceName, Scene } from "./scene.ts";
import type { Process, Supervised } from "./supervised.ts";

/** What is done to whom. */
export interface Fault {
  readonly name: string;
  /** False: it needs namespaces. */
  readonly isForAll: boolean;
  /** Does it for as long as the random numbers say, and mends it. */
  readonly strike: (scene: Scene, random: Random) => Promise<void>;
}

export type Target = "leader" | "standby" | "poller";

/** A leader that is silent for longer has lost its lease. */
export const LEASE_MS = 4_000;

export const hold = (random: Random, from: number, to: number): Promise<void> => wait(random.between(from, to));
/** For a leader mostly long enough for another one to be elected; for others a few seconds. */
export const aroundTheLease = (random: Random, target: string): Promise<void> =>
  target === "leader" && random.chance(0.75)
    ? hold(random, LEASE_MS + 1_000, LEASE_MS + 2_500)
    : hold(random, 500, LEASE_MS - 500);

export async function found({ members, poller, leader }: Scene, target: Target): Promise<Supervised<Process>> {
  if (target === "poller") return poller;
  const leading = (await leader()) ?? members.a;
  return target === "leader" ? leading : other(members, leading);
}

export const other = (members: Scene["members"], one: Supervised<Process>): Supervised<Process> =>
  members.a === one ? members.b : members.a;

/** Does something to a place and undoes it, once the receiver knows of the terms that began meanwhile. */
export async function forAWhile(
  scene: Scene,
  during: () => Promise<unknown>,
  undo: () => Promise<void> | void,
): Promise<void> {
  try {
    await during();
    await scene.markTerms();
  } finally {
    await undo();
  }
}

export const placeOf = async (scene: Scene, target: Target | "receiver"): Promise<PlaceName> =>
  target === "receiver" || target === "poller" ? target : ((await found(scene, target)).name as PlaceName);
